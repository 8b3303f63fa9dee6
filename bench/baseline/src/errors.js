/** A refusal that the caller is told. */
class ApiError extends Error {
  constructor(status, code, message, details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const invalid = (...fields) => new ApiError(400, "VALIDATION", "The request is not valid", { fields });

module.exports = { ApiError, invalid };
