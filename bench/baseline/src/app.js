const express = require("express");
const { errorHandler, notFound } = require("./middleware/errorHandler");
const attendance = require("./routes/attendance");
const auth = require("./routes/auth");
const candidates = require("./routes/candidates");
const omr = require("./routes/omr");
const sync = require("./routes/sync");

const app = express();
app.disable("x-powered-by");
// Nobody asks for these answers a second time: a digest of each would be for nothing.
app.disable("etag");

app.use("/api/sync", express.json({ limit: "32mb" }), sync);
app.use(express.json());
app.use("/api/auth", auth);
app.use("/api/attendance", attendance);
app.use("/api/candidates", candidates);
app.use("/api/omr", omr);
app.use(notFound);
app.use(errorHandler);

module.exports = app;
