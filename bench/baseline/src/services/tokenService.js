const jwt = require("jsonwebtoken");
const { accessTokenSeconds, jwtKey, refreshTokenSeconds } = require("../config");

const ALGORITHM = "HS256";

const sign = (user, use, expiresIn) => jwt.sign({ ...user, use }, jwtKey, { algorithm: ALGORITHM, expiresIn });

const issueTokens = (user) => ({
  accessToken: sign(user, "access", accessTokenSeconds),
  refreshToken: sign(user, "refresh", refreshTokenSeconds),
  expiresIn: accessTokenSeconds,
  user,
});

/** Whose token it is; null for one that is not good for this use. */
const verifyToken = (token, use) => {
  try {
    const { iat, exp, use: made, ...user } = jwt.verify(token, jwtKey, { algorithms: [ALGORITHM] });
    return made === use ? user : null;
  } catch {
    return null;
  }
};

module.exports = { issueTokens, verifyToken };
