const { createSecretKey } = require("node:crypto");

const secret = process.env.JWT_SECRET;
if (!secret || !process.env.DATABASE_URL) throw new Error("JWT_SECRET and DATABASE_URL have to be set");

const workers = Number(process.env.WORKERS || 1);

module.exports = {
  databaseUrl: process.env.DATABASE_URL,
  host: process.env.HOST || "127.0.0.1",
  port: Number(process.env.PORT || 3000),
  workers,
  // Connections of one process; all processes together have POOL_MAX.
  poolMax: Math.max(1, Math.floor(Number(process.env.POOL_MAX || 20) / workers)),
  // As a key, so that it is not made anew for every token.
  jwtKey: createSecretKey(Buffer.from(secret)),
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 24 * 3600,
};
