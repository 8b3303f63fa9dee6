const { UniqueConstraintError } = require("sequelize");
const { ApiError } = require("../errors");
const { Candidate, OMRRecord } = require("../models");

const scanOMR = async (barcode, examId, operatorId, imageUrl) => {
  try {
    const record = { barcode, examId, scannedBy: operatorId, omrImageUrl: imageUrl, scannedAt: new Date() };
    const stored = await OMRRecord.create({ ...record, validated: false, status: "scanned" });
    return stored.get({ plain: true });
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new ApiError(409, "BARCODE_EXISTS", "Barcode already scanned for this exam");
  }
};

const alreadyValidated = () => new ApiError(409, "OMR_ALREADY_VALIDATED", "OMR already validated");

const validateOMR = async (barcode, rollNumber, examId, slotFilter) => {
  const omr = await OMRRecord.findOne({ where: { barcode, examId }, raw: true });
  if (!omr) throw new ApiError(404, "OMR_NOT_FOUND", "OMR record not found");
  if (omr.validated) throw alreadyValidated();
  const attributes = ["id", "examId", "rollNumber", "name", "centreId", "slotId"];
  const candidate = await Candidate.findOne({ where: { rollNumber, examId, ...slotFilter }, attributes, raw: true });
  if (!candidate) throw new ApiError(404, "CANDIDATE_NOT_FOUND", "Candidate not found for this roll number");
  const [bound] = await OMRRecord.update(
    { rollNumber, candidateId: candidate.id, validated: true, status: "validated" },
    { where: { barcode, examId, validated: false } },
  );
  if (bound === 0) throw alreadyValidated();
  return { barcode, rollNumber, candidate, validated: true, alreadyValidated: false };
};

module.exports = { scanOMR, validateOMR };
