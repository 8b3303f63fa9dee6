const cluster = require("node:cluster");
const http = require("node:http");
const { host, port, workers } = require("./config");

const announce = (address) => console.log(`listening on http://${host}:${address.port}`);

/** Serves from this process; resolves with the address. */
const serve = async () => {
  const app = require("./app");
  const { sequelize } = require("./models");
  const { attach, deliver } = require("./websocket/server");
  await sequelize.authenticate();
  const server = http.createServer(app);
  attach(server);
  process.on("message", ({ examId, text }) => deliver(examId, text));
  process.on("SIGTERM", () => process.exit(0));
  return new Promise((resolve) => server.listen(port, host, () => resolve(server.address())));
};

/** Starts the workers, and hands each one's updates to the others. */
const lead = () => {
  let listening = 0;
  const all = Array.from({ length: workers }, () => cluster.fork());
  for (const worker of all) {
    worker.on("message", (update) => {
      for (const other of all) if (other !== worker && other.isConnected()) other.send(update);
    });
    worker.on("listening", (address) => {
      listening += 1;
      if (listening === workers) announce(address);
    });
    worker.on("exit", (code) => code && process.exit(code));
  }
  process.on("SIGTERM", () => {
    for (const worker of all) worker.kill("SIGTERM");
    process.exit(0);
  });
};

if (workers > 1 && cluster.isPrimary) lead();
else serve().then((address) => cluster.isWorker || announce(address));
