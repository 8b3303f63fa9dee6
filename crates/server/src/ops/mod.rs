//! What the program does, one file an operation: load facts, let the domain decide, save the state
//! and its event, commit, answer.

pub mod assign_slot;
pub mod bind_sheet;
pub mod build_package;
pub mod capture_fingerprint;
pub mod close_biometric;
pub mod create_exam;
pub mod create_operator;
pub mod create_slot;
pub mod end_downloads;
pub mod end_sessions;
pub mod enrol_face;
pub mod fetch_package;
pub mod generate_download_password;
pub mod import_candidates;
pub mod import_photos;
pub mod import_rows;
pub mod log_in;
pub mod mark_attendance;
pub mod move_attendance;
pub mod read_alerts;
pub mod read_audit;
pub mod read_candidates;
pub mod read_faces;
pub mod read_images;
pub mod read_stats;
pub mod refresh_session;
pub mod review_alert;
pub mod scan_sheet;
pub mod seat;
pub mod send_heartbeat;
pub mod sync;
pub mod update_candidate;
pub mod verify_download_password;
pub mod verify_face;
pub mod void_sheet;
