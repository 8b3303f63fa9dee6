//! What is told about downloads.

use serde_json::json;

use crate::world::Day;

pub(super) fn tell(day: &Day) {
    let body = json!({ "examId": day.exam, "password": "00000-00000-00000-00001" });
    day.operator().post("/api/admin/download/verify", body).refused(403, "INVALID_DOWNLOAD_PASSWORD");
    let path = format!("/api/downloads/{}", day.exam);
    day.operator().with("x-download-token", "none").get(path).refused(403, "INVALID_DOWNLOAD_TOKEN");
    let path = format!("/api/admin/download/password/{}/withdraw", day.exam);
    day.head().post(path, json!({})).refused(404, "PASSWORD_NOT_FOUND");
}
