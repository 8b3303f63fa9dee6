-- What readiness writes to see that writes are taken: one row.
CREATE TABLE pulse (
    name TEXT NOT NULL PRIMARY KEY CHECK (name = 'ready'),
    beats BIGINT NOT NULL
);
INSERT INTO pulse (name, beats) VALUES ('ready', 0);

-- Addresses are networks from now on: 203.0.113.7, or 2001:db8::/64. A failure of a device that has logged in lately
-- names the device, and is counted by it and not by the network.
ALTER TABLE login_failure ADD COLUMN device_id TEXT;
CREATE INDEX login_failure_by_device ON login_failure (device_id, failed_at) WHERE device_id IS NOT NULL;

-- Who has logged in with which device, and when last.
CREATE TABLE login_device (
    device_id TEXT NOT NULL,
    username TEXT NOT NULL,
    logged_in_at BIGINT NOT NULL,
    PRIMARY KEY (device_id, username)
);
CREATE INDEX login_device_by_age ON login_device (logged_in_at);
