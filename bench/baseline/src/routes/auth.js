const { Router } = require("express");
const { check } = require("../checks");
const authService = require("../services/authService");

const router = Router();

router.post("/login", async (req, res) => {
  const { username, password } = req.body ?? {};
  check({ username: typeof username === "string", password: typeof password === "string" });
  res.json({ success: true, data: await authService.login(username, password) });
});

router.post("/refresh", (req, res) => {
  res.json({ success: true, data: authService.refresh(req.body?.refreshToken) });
});

module.exports = router;
