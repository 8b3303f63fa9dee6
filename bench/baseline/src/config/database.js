const { Sequelize } = require("sequelize");
const { databaseUrl, poolMax } = require(".");

module.exports = new Sequelize(databaseUrl, {
  dialect: "postgres",
  logging: false,
  pool: { max: poolMax, min: poolMax, acquire: 60_000, idle: 60_000 },
});
