const { broadcastToAdmins } = require("../websocket/server");

const triggerAttendanceUpdate = (examId, attendance) =>
  broadcastToAdmins(examId, { event: "attendance_update", data: { action: "mark_attendance", ...attendance } });

const triggerOmrUpdate = (examId, { barcode, candidate }) =>
  broadcastToAdmins(examId, {
    event: "status_change",
    data: { action: "bind_omr", barcode, candidateId: candidate.id },
  });

module.exports = { triggerAttendanceUpdate, triggerOmrUpdate };
