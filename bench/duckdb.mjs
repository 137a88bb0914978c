// duckdb.mjs load NUMBERS DB THREADS | rank DB ITEMS OUT THREADS | export DB OUT THREADS: the peer DuckDB.
// Its module @duckdb/node-api is looked for in $ACCOLADE_DUCKDB/node_modules.
import { createRequire } from 'node:module';
const require = createRequire(`${process.env.ACCOLADE_DUCKDB ?? process.cwd()}/here.js`);
const { DuckDBInstance } = require('@duckdb/node-api');
const [job, ...words] = process.argv.slice(2);
const columns = "columns={'applicant':'INTEGER','assessor':'INTEGER','item':'TINYINT','percent':'TINYINT'},header=true";
const jobs = {
  load: { db: words[1], sql: [`CREATE OR REPLACE TABLE score AS SELECT * FROM read_csv('${words[0]}',${columns})`, 'CHECKPOINT'] },
  rank: { db: words[0], sql: [`COPY (WITH figure AS (SELECT applicant, item, CASE WHEN count(*) >= 3
    THEN (sum(percent) - min(percent) - max(percent))::DOUBLE / (count(*) - 2) ELSE avg(percent) END AS mark FROM score GROUP BY applicant, item),
    total AS (SELECT applicant, round(sum(mark * weight) / 100.0, 6) AS total FROM figure JOIN read_csv('${words[1]}') USING(item) GROUP BY applicant)
    SELECT applicant, printf('%.6f', total), rank() OVER (ORDER BY total.total DESC) AS rank FROM total ORDER BY total.total DESC, applicant)
    TO '${words[2]}' (HEADER, DELIMITER ',')`] },
  export: { db: words[0], sql: [`COPY score TO '${words[1]}' (HEADER, DELIMITER ',')`] },
};
const instance = await DuckDBInstance.create(jobs[job].db, { threads: words.at(-1) });
const connection = await instance.connect();
for (const text of jobs[job].sql) await connection.run(text);
connection.closeSync();
instance.closeSync();
