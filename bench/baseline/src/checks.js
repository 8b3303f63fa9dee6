const { invalid } = require("./errors");

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ROLL_NUMBER = /^[A-Za-z0-9\-/._]{1,32}$/;
const BARCODE = /^[A-Za-z0-9\-/._]{1,64}$/;

const matches = (pattern, value) => typeof value === "string" && pattern.test(value);
const isUuid = (value) => matches(UUID, value);
const isRollNumber = (value) => matches(ROLL_NUMBER, value);
const isBarcode = (value) => matches(BARCODE, value);
const namesCandidate = ({ candidateId, rollNumber }) =>
  candidateId === undefined ? isRollNumber(rollNumber) : isUuid(candidateId);

/** Throws with the names of all fields whose check did not hold. */
const check = (checks) => {
  const bad = Object.keys(checks).filter((name) => !checks[name]);
  if (bad.length > 0) throw invalid(...bad);
};

module.exports = { check, isBarcode, isRollNumber, isUuid, namesCandidate };
