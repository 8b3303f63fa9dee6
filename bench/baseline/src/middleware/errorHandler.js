const { ApiError, invalid } = require("../errors");

const notFound = () => {
  throw new ApiError(404, "NOT_FOUND", "There is no such route");
};

const refusal = (error) => {
  if (error instanceof ApiError) return error;
  if (error.type === "entity.too.large") return new ApiError(413, "PAYLOAD_TOO_LARGE", "The body is too large");
  if (error.status === 400) return invalid("body");
  console.error(error);
  return new ApiError(500, "INTERNAL", "Something went wrong");
};

// Four arguments: that is how Express knows it.
const errorHandler = (error, _req, res, _next) => {
  const { status, code, message, details } = refusal(error);
  res.status(status).json({ success: false, error: message, code, details });
};

module.exports = { errorHandler, notFound };
