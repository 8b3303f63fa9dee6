const { Router } = require("express");
const { check, isRollNumber } = require("../checks");
const { atStations } = require("../middleware/authenticateToken");
const filterBySlot = require("../middleware/slotFilter");
const { getCandidatesBySlot } = require("../services/candidateService");

const MOST = 1000;

const router = Router();

router.get("/:examId", atStations, filterBySlot, async (req, res) => {
  const { limit = "100", cursor } = req.query;
  const whole = Number.isInteger(Number(limit)) && Number(limit) >= 1;
  check({ limit: whole, cursor: cursor === undefined || isRollNumber(cursor) });
  const page = { limit: Math.min(Number(limit), MOST), cursor };
  res.json({ success: true, data: await getCandidatesBySlot(req.params.examId, req.slotFilter, page) });
});

module.exports = router;
