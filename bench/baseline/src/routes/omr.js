const { Router } = require("express");
const { check, isBarcode, isRollNumber, isUuid } = require("../checks");
const { atStations } = require("../middleware/authenticateToken");
const filterBySlot = require("../middleware/slotFilter");
const { triggerOmrUpdate } = require("../services/eventTrigger");
const omrService = require("../services/omrService");

const router = Router();

router.post("/scan", atStations, async (req, res) => {
  const { barcode, examId, imageUrl } = req.body ?? {};
  const url = imageUrl === undefined || typeof imageUrl === "string";
  check({ barcode: isBarcode(barcode), examId: isUuid(examId), imageUrl: url });
  res.status(201).json({ success: true, data: await omrService.scanOMR(barcode, examId, req.user.id, imageUrl) });
});

const validate = async (req, res) => {
  const { barcode, rollNumber, examId } = { ...req.query, ...req.body, ...req.params };
  check({ barcode: isBarcode(barcode), rollNumber: isRollNumber(rollNumber), examId: isUuid(examId) });
  const bound = await omrService.validateOMR(barcode, rollNumber, examId, req.slotFilter);
  triggerOmrUpdate(examId, bound);
  res.json({ success: true, data: bound });
};

router.get("/validate/:barcode", atStations, filterBySlot, validate);
router.post("/validate", atStations, filterBySlot, validate);

module.exports = router;
