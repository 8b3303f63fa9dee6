//! The sums of a sync status, when there are more devices than lines.

use serde_json::json;

use crate::world::{Day, Store, runtime};

const COLUMNS: &str = "exam_id, reused, entity_type, candidate_id, centre_id, payload, inspected, operator_id, proof, \
                       uploaded_by, session_id, captured_at, received_at, clock_offset, status, waits, entity_ref, judged_at";

#[test]
fn the_sums_are_over_all_devices_and_the_lines_are_cut() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.sync(&day.operator(), &[day.record("attendance", "HM-1", json!({ "status": "completed" }))]);
        let fresh = match day.app.db.engine() {
            "sqlite" => "randomblob(16), randomblob(16), randomblob(32)",
            _ => "gen_random_uuid(), gen_random_uuid(), sha256(n.i::text::bytea)",
        };
        // 5,300 devices that nobody has seen: each hands over one record.
        let text = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5300) \
             INSERT INTO sync_record (id, record_id, digest, device_id, {COLUMNS}) \
             SELECT {fresh}, 'invented ' || n.i, {COLUMNS} FROM n CROSS JOIN sync_record WHERE status = 'synced'"
        );
        runtime().block_on(async {
            let mut tx = day.app.db.begin().await.unwrap();
            crate::audit::sql(&mut tx, &text).await;
            tx.commit().await.unwrap();
        });
        for who in [day.operator(), day.supervisor(), day.head()] {
            let status = who.get(format!("/api/sync/status/{}", day.exam)).ok();
            assert_eq!((&status["synced"], &status["truncated"]), (&json!(5301), &json!(true)));
            assert_eq!(status["devices"].as_array().unwrap().len(), 5000);
        }
        assert_eq!(day.by(&day.far_supervisor).get(format!("/api/sync/status/{}", day.exam)).ok()["synced"], 0);
    }
}
