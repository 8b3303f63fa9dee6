const { ApiError } = require("../errors");
const { verifyToken } = require("../services/tokenService");

const authenticateToken = (req, _res, next) => {
  const [scheme, token] = (req.get("authorization") || "").split(" ");
  const user = scheme === "Bearer" && verifyToken(token, "access");
  if (!user) throw new ApiError(401, "UNAUTHENTICATED", "A valid access token is needed");
  req.user = user;
  next();
};

const requireRole =
  (...roles) =>
  (req, _res, next) => {
    if (!roles.includes(req.user.role)) throw new ApiError(403, "FORBIDDEN", "This role may not do that");
    next();
  };

module.exports = { authenticateToken, atStations: [authenticateToken, requireRole("operator", "supervisor")] };
