const { Op, UniqueConstraintError } = require("sequelize");
const { isUuid, namesCandidate } = require("../checks");
const { Attendance, Candidate, SyncStatus, sequelize } = require("../models");
const { marked } = require("./attendanceService");
const { triggerAttendanceUpdate } = require("./eventTrigger");

const failure = (code, error) => ({ status: "failed", code, error });

/** What is wrong with a record as such. */
const refusal = (record) => {
  if (record === null || typeof record !== "object" || !isUuid(record.id) || !namesCandidate(record)) {
    return failure("VALIDATION", "The record needs an id and a candidate");
  }
  if (record.entityType !== "attendance") return failure("VALIDATION", "Only attendance can be uploaded");
  const at = record.capturedAt;
  if (at !== undefined && Number.isNaN(Date.parse(at))) return failure("VALIDATION", "capturedAt is no time");
  if (!["completed", "skipped", undefined].includes(record.data?.status)) return failure("VALIDATION", "A bad status");
  return null;
};

/** The candidates of a batch, by id and by roll number, in one query. */
const findCandidates = async (examId, records, slotFilter) => {
  const ids = records.map((record) => record.candidateId).filter((id) => id !== undefined);
  const rollNumbers = records.filter((record) => record.candidateId === undefined).map((record) => record.rollNumber);
  const candidates = await Candidate.findAll({
    where: { examId, ...slotFilter, [Op.or]: [{ id: ids }, { rollNumber: rollNumbers }] },
    attributes: ["id", "examId", "rollNumber", "centreId", "slotId"],
    raw: true,
  });
  return new Map(
    candidates.flatMap((candidate) => [
      [candidate.id, candidate],
      [candidate.rollNumber, candidate],
    ]),
  );
};

/** What became of the records of a batch that came before, in one query. */
const findStatuses = async (records) => {
  const statuses = await SyncStatus.findAll({ where: { recordId: records.map((record) => record.id) }, raw: true });
  return new Map(statuses.map((status) => [status.recordId, status]));
};

const updateSyncStatus = async (record, status, transaction) => {
  const fields = { recordId: record.id, entityType: record.entityType, syncTimestamp: new Date(), ...status };
  const [stored] = await SyncStatus.upsert(fields, { conflictFields: ["recordId"], transaction });
  return stored;
};

const known = (status) => {
  if (status?.syncStatus === "synced") return { status: "duplicate" };
  if (status?.syncStatus === "conflict") return { status: "conflict", conflictId: status.id };
  return null;
};

/** Stores a record and its status together; null where the candidate has an attendance already. */
const performSync = async (record, candidate, scope) => {
  try {
    return await sequelize.transaction(async (transaction) => {
      const key = { candidateId: candidate.id, examId: candidate.examId };
      if (await Attendance.findOne({ where: key, attributes: ["id"], raw: true, transaction })) return null;
      const at = record.capturedAt && new Date(record.capturedAt);
      const columns = marked(candidate, scope.operatorId, record.data?.status ?? "completed", at);
      const attendance = await Attendance.create(columns, { transaction });
      const status = { ...scope, candidateId: candidate.id, entityId: attendance.id, syncStatus: "synced" };
      await updateSyncStatus(record, status, transaction);
      return attendance.get({ plain: true });
    });
  } catch (error) {
    if (error instanceof UniqueConstraintError) return null;
    throw error;
  }
};

/** The same record, come twice at a time, is a duplicate; another one is a conflict. */
const settle = async (record, candidate, scope) => {
  const before = known(await SyncStatus.findOne({ where: { recordId: record.id }, raw: true }));
  if (before) return before;
  const conflictReason = "Duplicate record detected";
  const conflict = { candidateId: candidate.id, conflictDetected: true, conflictReason, resolved: false };
  const stored = await updateSyncStatus(record, { ...scope, ...conflict, syncStatus: "conflict" });
  return { status: "conflict", conflictId: stored.id };
};

const syncRecord = async (record, candidate, scope) => {
  try {
    if (!candidate) {
      const conflictReason = "Candidate not found";
      await updateSyncStatus(record, { ...scope, syncStatus: "failed", conflictReason });
      return failure("CANDIDATE_NOT_FOUND", conflictReason);
    }
    const attendance = await performSync(record, candidate, scope);
    if (!attendance) return await settle(record, candidate, scope);
    triggerAttendanceUpdate(scope.examId, attendance);
    return { status: "synced" };
  } catch (error) {
    console.error(error);
    return failure("INTERNAL", "Something went wrong");
  }
};

/** Each record in a transaction of its own, in order: a bad one stops no other. */
const syncBatch = async (examId, records, operatorId, slotFilter) => {
  const refusals = records.map(refusal);
  const good = records.filter((_, number) => !refusals[number]);
  const [candidates, statuses] = await Promise.all([findCandidates(examId, good, slotFilter), findStatuses(good)]);
  const results = [];
  for (const [number, record] of records.entries()) {
    const result =
      refusals[number] ??
      known(statuses.get(record.id)) ??
      (await syncRecord(record, candidates.get(record.candidateId ?? record.rollNumber), { operatorId, examId }));
    results.push({ id: record?.id, ...result });
  }
  return results;
};

module.exports = { syncBatch };
