const { Router } = require("express");
const { check, isUuid, namesCandidate } = require("../checks");
const { atStations } = require("../middleware/authenticateToken");
const filterBySlot = require("../middleware/slotFilter");
const attendanceService = require("../services/attendanceService");
const { triggerAttendanceUpdate } = require("../services/eventTrigger");

const router = Router();

const readable = (req, _res, next) => {
  const { examId, status, ...rest } = req.body ?? {};
  const known = ["completed", "skipped", undefined].includes(status);
  check({ examId: isUuid(examId), candidateId: namesCandidate(rest), status: known });
  next();
};

router.post("/", atStations, readable, filterBySlot, async (req, res) => {
  const attendance = await attendanceService.create(req.body, req.user.id, req.slotFilter);
  triggerAttendanceUpdate(attendance.examId, attendance);
  res.status(201).json({ success: true, data: attendance });
});

module.exports = router;
