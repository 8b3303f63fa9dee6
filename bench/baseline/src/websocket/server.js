const cluster = require("node:cluster");
const { randomUUID } = require("node:crypto");
const { WebSocket, WebSocketServer } = require("ws");
const { verifyToken } = require("../services/tokenService");

const LOGIN_MS = 5_000;
const PING_MS = 30_000;

const adminClients = new Map();

const parse = (message) => {
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
};

const answer = (ws, data) => {
  if (data?.type === "auth") {
    ws.user = verifyToken(data.token, "access");
    if (!ws.user) ws.close(4401);
  } else if (!ws.user) {
    ws.close(4401);
  } else if (data?.type === "subscribe") {
    ws.examSubscription = data.examId;
    ws.send(JSON.stringify({ type: "subscribed", examId: data.examId }));
  } else if (data?.type === "ping") {
    ws.send('{"type":"pong"}');
  }
};

const connected = (ws) => {
  const clientId = randomUUID();
  const login = setTimeout(() => ws.user || ws.close(4401), LOGIN_MS);
  adminClients.set(clientId, ws);
  ws.isAlive = true;
  ws.on("pong", () => {
    ws.isAlive = true;
  });
  ws.on("message", (message) => answer(ws, parse(message)));
  // Without a listener a frame that cannot be read would end the process.
  ws.on("error", () => ws.terminate());
  ws.on("close", () => {
    clearTimeout(login);
    adminClients.delete(clientId);
  });
};

const ping = () => {
  for (const ws of adminClients.values()) {
    if (!ws.isAlive) ws.terminate();
    ws.isAlive = false;
    ws.ping();
  }
};

/** Takes the sockets of `/api/ws` from an HTTP server. */
const attach = (server) => {
  new WebSocketServer({ server, path: "/api/ws", maxPayload: 64 * 1024 }).on("connection", connected);
  setInterval(ping, PING_MS).unref();
};

const deliver = (examId, text) => {
  for (const ws of adminClients.values()) {
    if (ws.examSubscription === examId && ws.readyState === WebSocket.OPEN) ws.send(text);
  }
};

const broadcastToAdmins = (examId, data) => {
  const text = JSON.stringify({ type: "update", examId, data, timestamp: new Date().toISOString() });
  deliver(examId, text);
  if (cluster.isWorker) process.send({ examId, text });
};

module.exports = { attach, broadcastToAdmins, deliver };
