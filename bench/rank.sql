.mode csv
.headers on
WITH figure AS (SELECT applicant, item, CASE WHEN count(*) >= 3 THEN (sum(percent) - min(percent) - max(percent)) * 1.0 / (count(*) - 2)
  ELSE avg(percent) END AS mark FROM score GROUP BY applicant, item),
total AS (SELECT applicant, round(sum(mark * weight) / 100.0, 6) AS total FROM figure JOIN item USING(item) GROUP BY applicant)
SELECT applicant, printf('%.6f', total), rank() OVER (ORDER BY total.total DESC) AS rank FROM total ORDER BY total.total DESC, applicant;
