const bcrypt = require("bcrypt");
const { ApiError } = require("../errors");
const { Operator } = require("../models");
const { issueTokens, verifyToken } = require("./tokenService");

const ROUNDS = 10;
// Compared with where there is no such user, so that both refusals take as long.
const nobody = bcrypt.hash("nobody", ROUNDS);

const login = async (username, password) => {
  const found = await Operator.findOne({ where: { username }, raw: true });
  const same = await bcrypt.compare(password, found ? found.passwordHash : await nobody);
  if (!found || !same) throw new ApiError(401, "INVALID_CREDENTIALS", "The user name or the password is wrong");
  const { id, name, role, centreId } = found;
  return issueTokens({ id, username, name, role, centreId });
};

const refresh = (token) => {
  const user = verifyToken(token, "refresh");
  if (!user) throw new ApiError(401, "UNAUTHENTICATED", "A valid refresh token is needed");
  return issueTokens(user);
};

module.exports = { login, refresh };
