const { randomUUID } = require("node:crypto");
const { Router } = require("express");
const { check } = require("../checks");
const { atStations } = require("../middleware/authenticateToken");
const filterBySlot = require("../middleware/slotFilter");
const { syncBatch } = require("../services/syncService");

const MOST = 500;

const router = Router();

/** The plan's single form as a record of a batch. */
const single = ({ entityType, data: { id, candidateId, rollNumber, ...data } }) => [
  { id: id ?? randomUUID(), entityType, candidateId, rollNumber, data },
];

router.post("/upload", atStations, filterBySlot, async (req, res) => {
  const { examId, records, entityType, data } = req.body;
  const alone = records === undefined && entityType !== undefined;
  check({
    records: alone || (Array.isArray(records) && records.length <= MOST),
    data: !alone || data instanceof Object,
  });
  const results = await syncBatch(examId, alone ? single(req.body) : records, req.user.id, req.slotFilter);
  res.json({ success: true, data: alone ? results[0] : { results } });
});

module.exports = router;
