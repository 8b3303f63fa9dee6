// Made by `make generated` from openapi.json.

export interface paths {
    "/api/admin/download/password/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a password for one download. It is shown this once and kept only hashed.
         * @description Roles: admin.
         */
        post: operations["generateDownloadPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/download/password/generate/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a password for each of many operators or centres, as slips to print: shown this once, kept only hashed. One
         *     result each.
         * @description Roles: admin.
         */
        post: operations["generateDownloadPasswords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/download/password/{passwordId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a password back before anybody uses it: from now on it opens nothing. One that was used is told, and stays as it
         *     is.
         * @description Roles: admin.
         */
        post: operations["withdrawDownloadPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/download/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use a download password, once. Why it does not fit is never told.
         * @description Roles: operator, supervisor.
         */
        post: operations["verifyDownloadPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/downloads/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The passwords of an exam and what became of them: who used which, and how much of its package was sent. What a password
         *     is, is told nowhere. A supervisor's are those of the centre.
         * @description Roles: admin, supervisor.
         */
        get: operations["listDownloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/exams/{examId}/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End every operator session of an exam.
         * @description Roles: admin.
         */
        post: operations["logOutAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The figures of the day. They include every update up to `seq`.
         *     A supervisor's are those of the centre.
         * @description Roles: admin, supervisor, observer.
         */
        get: operations["readStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats/{examId}/arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the candidates arrive, bucket by bucket, and how many will be outside when the gates close, if they go on coming
         *     as they do. A supervisor's are those of the centre.
         * @description Roles: admin, supervisor, observer.
         */
        get: operations["readArrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats/{examId}/forecasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many will be outside when the gates close, centre by centre. A supervisor's is the centre.
         * @description Roles: admin, supervisor, observer.
         */
        get: operations["readForecasts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/stats/{examId}/pace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many seconds the candidates took whose stations were closed last, step by step. A supervisor's are those of the
         *     centre.
         * @description Roles: admin, supervisor.
         */
        get: operations["readPace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The alerts of all exams and of none (logins), the newest first; a supervisor's are those of the centre.
         * @description Roles: supervisor, admin.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark up to 500 alerts as reviewed, with one note: one result each. What is refused of one stops no other.
         * @description Roles: supervisor, admin.
         */
        patch: operations["reviewAlerts"];
        trace?: never;
    };
    "/api/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The alerts of an exam, the newest first; a supervisor's are those of the centre.
         * @description Roles: supervisor, admin.
         */
        get: operations["listAlertsOfExam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark an alert as reviewed. The first review stays; once more gives it again and changes nothing.
         * @description Roles: supervisor, admin.
         */
        patch: operations["reviewAlert"];
        trace?: never;
    };
    "/api/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a candidate present, or skip them for now.
         * @description Roles: operator, supervisor.
         */
        post: operations["markAttendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attendance/{id}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let another operator go on with a candidate.
         * @description Roles: supervisor.
         */
        post: operations["handOverAttendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attendance/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a mark back: the operator within 60 s, afterwards a supervisor or admin.
         * @description Roles: operator, supervisor, admin.
         */
        post: operations["undoAttendance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole audit log, the oldest entry first, by number; what has no number yet is not in it. All pages
         *     together are the log as it was when the first was asked for.
         * @description Roles: admin.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest signed checkpoint of the log: keep it elsewhere, and `mpa audit verify --against` finds out
         *     whether the log was rewritten since.
         * @description Roles: admin.
         */
        get: operations["readCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log of an exam, the oldest entry first, by number.
         * @description Roles: admin.
         */
        get: operations["listAuditEntriesOfExam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{examId}/{eventId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The proof that an entry of an exam is in the log.
         * @description Roles: admin.
         */
        get: operations["readInclusionProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in. After 10 failures in 5 minutes of one user from one network (an IPv4 address, an IPv6 /64), or 100 from
         *     one: 429. A `deviceId` that somebody logged in with in the last day is counted by itself. An account with a second
         *     factor sends a `code` of it, each code once: the right password alone is answered with `SECOND_FACTOR_REQUIRED`, a
         *     wrong code as a wrong password is. With `"session": "cookie"` the refresh token is not in the answer, but in the
         *     cookie `mpa_session`, which the browser keeps from its pages.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session at once: that of the access token, or without one that of the cookie `mpa_session`, which is
         *     forgotten with its session.
         * @description Roles: admin, supervisor, operator, observer.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account behind the token.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's own password. The other sessions of the account end.
         * @description Roles: admin, supervisor, operator, observer.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token: that of the body, or without a body that of the cookie `mpa_session`, whose successor is
         *     a cookie again. A lost answer can be asked for again within 60 s; any other second use ends the session.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up one's own second factor (TOTP, RFC 6238: SHA-1, six digits, 30 s): its secret, which is shown this
         *     once. A login needs a code as soon as a first one was confirmed; until then another may be begun with.
         * @description Roles: admin, supervisor.
         */
        post: operations["setUpSecondFactor"];
        /**
         * Turn one's own second factor off, unless head office requires it.
         * @description Roles: admin, supervisor.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn one's own second factor on with its first code. The other sessions of the account end.
         * @description Roles: admin, supervisor.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/biometric/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the station: a verified face or an override, the fingerprint or its exception, the sheet.
         * @description Roles: operator, supervisor.
         */
        post: operations["closeStation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List candidates: an operator's those of their active slots, a supervisor's those of the centre.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["listCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{examId}/{candidateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one candidate.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["readCandidate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct or move a candidate, before attendance.
         * @description Roles: admin.
         */
        patch: operations["updateCandidate"];
        trace?: never;
    };
    "/api/candidates/{examId}/{candidateId}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The enrolled photograph.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["readPhoto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/candidates/{examId}/{candidateId}/story": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about one candidate, in order of time: marks and undos, attempts with their scores, fingerprint, sheets,
         *     closes, conflicts with both sides, devices with their clocks, alerts, each with its entry in the log. An observer reads
         *     neither images, alerts nor the sides of conflicts. The look is audited.
         * @description Roles: admin, supervisor, observer.
         */
        get: operations["readStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/centres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the centres that concern the caller: a supervisor's own, an operator's those of their slots, an observer's those
         *     of the exams they are held to.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["listCentres"];
        put?: never;
        /**
         * Create a centre.
         * @description Roles: admin.
         */
        post: operations["createCentre"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/demo/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Be logged in as somebody of the sample exam, without a password. Only in `mpa demo`; elsewhere there is nothing at
         *     this address.
         */
        post: operations["openDemoSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/desk/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a person, the longest waiting first: open conflicts, and records that nobody has decided.
         * @description Roles: supervisor, admin.
         */
        get: operations["readDesk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A device says that it is alive, and how many records wait on it.
         * @description Roles: operator, supervisor.
         */
        post: operations["sendHeartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The devices of an exam, as they were last heard of: what they hold, how their clocks go, what was tried on them, and
         *     which package they have. A supervisor's are those of the centre.
         * @description Roles: admin, supervisor.
         */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/downloads/{downloadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the package: a ZIP with one fixed snapshot of the candidates of the caller's slots, in whole or
         *     from where it broke off (`Range`, `If-Range`). `Repr-Digest` is the digest of the whole.
         * @description Roles: operator, supervisor.
         */
        get: operations["fetchPackage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the exams that concern the caller: an observer's those they are held to, a supervisor's those of the centre, an
         *     operator's those of their slots.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["listExams"];
        put?: never;
        /**
         * Create an exam.
         * @description Roles: admin.
         */
        post: operations["createExam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exams/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an exam.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["readExam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an exam. Loosening a setting while a slot is active needs a reason and raises an alert.
         * @description Roles: admin.
         */
        patch: operations["updateExam"];
        trace?: never;
    };
    "/api/exams/{examId}/candidates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import candidates, all or nothing. Every bad row is named in `details.rows[{row, column, code, message}]`.
         * @description Roles: admin.
         */
        post: operations["importCandidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exams/{examId}/export/{what}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a list of an exam along; a supervisor's is that of the centre. It is sent while it is read. No cell of it is a
         *     formula to a spreadsheet. Times are UTC. The log is taken along by an admin alone.
         * @description Roles: admin, supervisor.
         */
        get: operations["exportExam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exams/{examId}/import-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The empty roster.
         * @description Roles: admin.
         */
        get: operations["readImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/face/attempts/{attemptId}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The image of an attempt; the look at it is audited.
         * @description Roles: supervisor, admin.
         */
        get: operations["readAttemptImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/face/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol a candidate's photograph.
         * @description Roles: admin.
         */
        post: operations["enrolFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/face/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare a live face with the enrolled one.
         * @description Roles: operator, supervisor.
         */
        post: operations["verifyFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fingerprint/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Capture a fingerprint, or record why there is none.
         * @description Roles: operator, supervisor.
         */
        post: operations["captureFingerprint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fingerprint/status/{candidateId}/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a fingerprint was captured.
         * @description Roles: operator, supervisor.
         */
        get: operations["readFingerprintStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a sheet by its barcode, with or without its image. Where the image shows another barcode, the same call with
         *     `confirmMismatch` keeps it. One whose barcode was scanned before is 409 `BARCODE_EXISTS`; its image is kept even so,
         *     up to five further ones of an account and sheet.
         * @description Roles: operator, supervisor.
         */
        post: operations["scanSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bind a sheet to a roll number. The same binding again changes nothing.
         * @description Roles: operator, supervisor.
         */
        post: operations["bindSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/validate/{barcode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bind a sheet to a roll number, as the plan has it.
         * @description Roles: operator, supervisor.
         */
        get: operations["bindSheetByGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a damaged sheet void. Its candidate gets another; its barcode is never used again. A supervisor makes void what
         *     is bound at the centre, and what the centre has an image of; the rest head office.
         * @description Roles: supervisor, admin.
         */
        post: operations["voidSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/{examId}/{barcode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look a sheet up: a supervisor those of the centre, an operator those of candidates in their active slots, and the
         *     free ones of their centre. Where DynamoDB is configured, its table answers, which follows the changes: `asOf` says how
         *     far. Every look is audited.
         * @description Roles: operator, supervisor, admin.
         */
        get: operations["readSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/omr/{examId}/{barcode}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture of a sheet; the look at it is audited. There may be several: a picture that came with a scan of a barcode
         *     that was there already is kept, too. `take` asks for another one.
         * @description Roles: supervisor, admin.
         */
        get: operations["readSheetImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts; a supervisor's are those of the centre.
         * @description Roles: admin, supervisor.
         */
        get: operations["listOperators"];
        put?: never;
        /**
         * Create an account.
         * @description Roles: admin.
         */
        post: operations["createOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create accounts out of a list: one result a row, each new account with a password to begin with, which is shown this
         *     once and changed at the first login. Sent again, the list creates nothing twice. With `dryRun` nothing is
         *     created and the results are the same, without ids and passwords of what is new. At most 20,000 rows.
         * @description Roles: admin.
         */
        post: operations["importOperators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change or disable an account.
         * @description Roles: admin.
         */
        patch: operations["updateOperator"];
        trace?: never;
    };
    "/api/operators/{id}/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol an operator's own face, so that the stations refuse it.
         * @description Roles: admin.
         */
        post: operations["enrolOperatorFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give somebody a new password: the one of the body, or one that is made and shown this once. It is changed at the next
         *     login, before anything else, and the account's sessions end. A supervisor gives one to the operators of their centre.
         * @description Roles: admin, supervisor.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take away the second factor of somebody who has lost their device. The account's sessions end; where head office
         *     requires a second factor, its owner sets another up at the next login.
         * @description Roles: admin.
         */
        delete: operations["resetSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slot/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign an operator to a slot.
         * @description Roles: admin.
         */
        post: operations["assignSlot"];
        /**
         * Take an operator off a slot. The two ids may also come as a JSON body.
         * @description Roles: admin.
         */
        delete: operations["unassignSlot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slot/assign/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign many operators to slots: one result each. The same again assigns nobody twice.
         * @description Roles: admin.
         */
        post: operations["assignSlots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slot/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is assigned to which slot, the oldest assignment first.
         * @description Roles: admin.
         */
        get: operations["listAssignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the slots that concern the caller: a supervisor's those of the centre, an operator's those they are assigned to,
         *     an observer's those of the exams they are held to.
         * @description Roles: admin, supervisor, operator, observer.
         */
        get: operations["listSlots"];
        put?: never;
        /**
         * Create a slot.
         * @description Roles: admin.
         */
        post: operations["createSlot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slots/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set where the slots of one name stand, at many centres or all: one result a centre. The same again changes nothing.
         * @description Roles: admin.
         */
        post: operations["updateSlots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slots/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set when the slots of one name are, at many centres or all: one result a centre. The same again changes nothing.
         * @description Roles: admin.
         */
        post: operations["setSlotTimes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/slots/{slotId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a slot: its status by hand, its times, the most candidates that it may hold. What is named is done, or refused.
         * @description Roles: admin.
         */
        patch: operations["updateSlot"];
        trace?: never;
    };
    "/api/sync/conflicts/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records of which only one can stand, of the supervisor's centre or the exam.
         * @description Roles: supervisor, admin.
         */
        get: operations["listConflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/conflicts/{examId}/{conflictId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them.
         * @description Roles: supervisor, admin.
         */
        get: operations["readConflict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/conflicts/{examId}/{conflictId}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sheet of a side of a conflict; the look at it is audited. Fingerprints never.
         * @description Roles: supervisor, admin.
         */
        get: operations["readConflictImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over the queue that a station exported because its line did not come back: `mpa-queue/1`, encrypted by age to the
         *     `exportRecipient` of the package (see `docs/package.md`). One result a record, in order, as the station itself would
         *     have been told; what is handed over twice is a `duplicate`. A file that is not whole, or of another exam, is 422, and
         *     nothing of it is kept.
         * @description Roles: supervisor, admin.
         */
        post: operations["importRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/records/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The records that were handed over, of the supervisor's centre or the exam: where each stands, what it waits for,
         *     and what was decided. What could not be read as a record is among them.
         * @description Roles: supervisor, admin.
         */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/records/{recordId}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a record that waits for a supervisor: leave it, or apply it by the rules of the stations and stand behind it.
         *     Nobody decides what they captured themselves. Nothing is deleted.
         * @description Roles: supervisor, admin.
         */
        post: operations["decideRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/resolve/{conflictId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a conflict. The version that is replaced stays in the history.
         * @description Roles: supervisor, admin.
         */
        post: operations["resolveConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of records, each in its place: an operator's own and those that they handed over, of a supervisor's
         *     centre. Everything else is `unknown`.
         * @description Roles: operator, supervisor.
         */
        post: operations["readRecordStates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/status/{examId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many records stand where, by operator and device.
         * @description Roles: supervisor, admin, operator.
         */
        get: operations["readSyncStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand over what a device captured. One bad record never stops the others; whatever is answered
         *     `synced`, `duplicate`, `conflict` or `pending` is kept.
         * @description Roles: operator, supervisor.
         */
        post: operations["uploadRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live updates, over a WebSocket.
         * @description Text messages of JSON. The first is `{"type": "auth", "token": "<access token>"}` within 5 s, else the
         *     close 4401. Then `{"type": "subscribe", "examId", "since"?}`, answered by
         *     `{"type": "subscribed", "examId", "seq"}`, by `{"type": "reset", "examId", "seq"}` where `since` is too
         *     old (read the figures again; updates go on after `seq`), or by `{"type": "error", "examId", "code",
         *     "error"}` with `EXAM_NOT_FOUND`, `FORBIDDEN` or `NO_SLOT_ASSIGNED`; `{"type": "unsubscribe", "examId"}`;
         *     `{"type": "ping"}`, answered by `{"type": "pong"}`. Each change comes after its commit, in order, as
         *     `{"type": "update", "examId", "seq", "data": {"event", "data"}, "timestamp"}`, where `event` is
         *     `attendance_update`, `biometric_update`, `status_change`, `sync_update` or `alert`, and the inner `data`
         *     holds `action`, ids, facts, and `counts`: what the change adds to the figures, by slot and for the exam.
         *     Updates that a role may not read are left out. Closes: 4400 too many messages, or messages without sense,
         *     1013 too many clients of the account, 4401 no login, or
         *     the session or the right has ended, 4408 silent or too slow, 1001 the server stops, 1011 it failed.
         */
        get: operations["connectLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. */
        get: operations["readLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server can answer: each dependency with its state. */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus: to a direct loopback peer, or with the metrics token. */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account, without its password. */
        Account: {
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description A disabled account cannot log in and its sessions are over. */
            disabled: boolean;
            /** @description The exams of an observer. */
            examIds: components["schemas"]["ExamId"][];
            /** @description Whether the person's own face is enrolled, to be refused at a station. */
            faceEnrolled: boolean;
            /** @description Its id. */
            id: components["schemas"]["UserId"];
            /** @description Whether somebody else gave it its password, so that it has to choose another before anything else. */
            mustChangePassword: boolean;
            /** @description The person's name. */
            name: components["schemas"]["Line"];
            /** @description What it may do. */
            role: components["schemas"]["Role"];
            /** @description How far it is with its second factor. */
            secondFactor: components["schemas"]["SecondFactor"];
            /** @description Whether it has to have one. */
            secondFactorRequired: boolean;
            /** @description The name it logs in with. */
            username: components["schemas"]["Username"];
        };
        /**
         * Format: uuid
         * @description Something a supervisor has to look at.
         */
        AlertId: string;
        /**
         * @description Kinds of alert.
         * @enum {string}
         */
        AlertKind: "workflow_violation" | "operator_mismatch" | "slot_violation" | "invalid_photo" | "duplicate_image" | "operator_face" | "face_mismatch" | "mismatch_approved" | "rapid_verification" | "post_exam_activity" | "duplicate_omr" | "download_abuse" | "login_abuse" | "duplicate_face" | "clock_tampering" | "sync_conflict" | "settings_loosened" | "attempts_exceeded" | "record_failed" | "candidate_moved" | "sheet_voided" | "engine_fallback";
        /**
         * @description Whether somebody has looked at an alert.
         * @enum {string}
         */
        AlertStatus: "open" | "reviewed";
        /** @description An alert. */
        AlertView: {
            candidateId?: components["schemas"]["CandidateId"] | null;
            centreId: components["schemas"]["CentreId"] | null;
            /**
             * @description What else helps to judge it: ids, codes and numbers, by type. Of `duplicate_face`: `otherCandidateId`,
             *     `matchPercentage`, `kind` (`live` or `enrolled`) and `alike`, how many others were at or above the threshold
             *     (the three likeliest have an alert each).
             */
            details: Record<string, unknown>;
            /** @description With which device. */
            deviceId?: string | null;
            examId: components["schemas"]["ExamId"] | null;
            /** @description Its id. */
            id: components["schemas"]["AlertId"];
            /**
             * Format: double
             * @description A match percentage, where there is one.
             */
            matchPercentage?: number | null;
            /** @description Whether it came up at once. */
            mode: components["schemas"]["Mode"];
            /** @description What the reviewer noted. */
            note?: string | null;
            /** @description When it happened. */
            occurredAt: components["schemas"]["Timestamp"];
            operatorId: components["schemas"]["UserId"] | null;
            /** @description What its causer gave as reason, where one had to be given. */
            reason?: string | null;
            /**
             * Format: int32
             * @description How often the same happened again within a minute, beyond the alerts that tell of it.
             */
            repeats: number;
            reviewedAt?: components["schemas"]["Timestamp"] | null;
            reviewedBy?: components["schemas"]["UserId"] | null;
            rollNumber?: components["schemas"]["RollNumber"] | null;
            /** @description How urgent it is. */
            severity: components["schemas"]["Severity"];
            /** @description Open or reviewed. */
            status: components["schemas"]["AlertStatus"];
            /** @description What happened. */
            type: components["schemas"]["AlertKind"];
        };
        /** @description Who came in one bucket. */
        ArrivalPoint: {
            /** @description When it begins. */
            at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Stations that were closed in it.
             */
            completed: number;
            /**
             * Format: int64
             * @description Who came, less the marks that were taken back in it: it may be negative.
             */
            present: number;
        };
        /** @description How the candidates arrive. */
        Arrivals: {
            /**
             * Format: int64
             * @description Seconds of a bucket.
             */
            bucketSeconds: number;
            /**
             * Format: int64
             * @description The candidates of the slots.
             */
            expected: number;
            forecast?: components["schemas"]["Forecast"] | null;
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /** @description The gates of the slots by when they open and close, in this order: the first 100 of those that close. */
            gates: components["schemas"]["GateView"][];
            /** @description The buckets in which somebody came or was done, in order; at most the last 1500 of them. */
            points: components["schemas"]["ArrivalPoint"][];
        };
        /** @description Records that a device asks after: `ids`, or `records` where several people use the device. */
        AskStates: {
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Ids of devices. */
            ids?: string[];
            /** @description Ids of devices, with who captured them. */
            records?: components["schemas"]["AskedRecord"][];
        };
        /** @description A record that a device asks after. */
        AskedRecord: {
            capturedBy?: components["schemas"]["UserId"] | null;
            /** @description The device's id of it. */
            id: string;
        };
        /** @description An assignment. */
        AssignSlot: {
            assignedBy?: components["schemas"]["UserId"] | null;
            /** @description Who. */
            operatorId: components["schemas"]["UserId"];
            /** @description To which slot. */
            slotId: components["schemas"]["SlotId"];
        };
        /** @description Many assignments. */
        AssignSlots: {
            /** @description At least one. */
            assignments: components["schemas"]["WantedAssignment"][];
        };
        /**
         * @description What became of one of many assignments.
         * @enum {string}
         */
        AssignedAs: "assigned" | "already_assigned" | "failed";
        /** @description An assignment that was made. */
        Assignment: {
            /** @description When. */
            assignedAt: components["schemas"]["Timestamp"];
            /** @description By whom. */
            assignedBy: components["schemas"]["UserId"];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Who. */
            operatorId: components["schemas"]["UserId"];
            /** @description To which slot. */
            slotId: components["schemas"]["SlotId"];
        };
        /** @description Somebody who is assigned to a slot. */
        AssignmentItem: {
            /** @description When. */
            assignedAt: components["schemas"]["Timestamp"];
            /** @description By whom. */
            assignedBy: components["schemas"]["UserId"];
            /** @description At which centre. */
            centreId: components["schemas"]["CentreId"];
            /** @description Of which exam. */
            examId: components["schemas"]["ExamId"];
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Their name. */
            name: string;
            /** @description Who. */
            operatorId: components["schemas"]["UserId"];
            /** @description To which slot. */
            slotId: components["schemas"]["SlotId"];
            /** @description Its name. */
            slotName: string;
            /** @description The name they log in with. */
            username: string;
        };
        /** @description What became of one of many assignments. */
        AssignmentResult: {
            /** @description Why it was not made. */
            code?: components["schemas"]["ErrorCode"];
            /** @description Who. */
            operatorId: components["schemas"]["UserId"];
            /** @description To which slot. */
            slotId: components["schemas"]["SlotId"];
            /** @description What became of it. */
            status: components["schemas"]["AssignedAs"];
        };
        /** @description What became of many assignments. */
        AssignmentResults: {
            /** @description One each, in order. */
            results: components["schemas"]["AssignmentResult"][];
        };
        /**
         * Format: uuid
         * @description One comparison of a live face with the enrolled one.
         */
        AttemptId: string;
        /** @description The mark of station 1. */
        Attendance: {
            /** @description Whether station 2 may begin. */
            biometricEligible: boolean;
            /** @description Whom it is about. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description At which centre. */
            centreId: components["schemas"]["CentreId"];
            /** @description Whether station 1 is passed. */
            checkpoint: boolean;
            completedAt?: components["schemas"]["Timestamp"] | null;
            /** @description In which exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Its id. */
            id: components["schemas"]["AttendanceId"];
            /** @description The operator who may go on with the candidate: who marked it, or to whom it was handed. */
            operatorId: components["schemas"]["UserId"];
            /** @description In which slot. */
            slotId: components["schemas"]["SlotId"];
            /** @description What was marked. */
            status: components["schemas"]["AttendanceStatus"];
        };
        /**
         * Format: uuid
         * @description The mark of station 1.
         */
        AttendanceId: string;
        /**
         * @description What station 1 says of a candidate.
         * @enum {string}
         */
        AttendanceStatus: "completed" | "skipped";
        /** @description Station 1 of a candidate. */
        AttendanceView: {
            completedAt?: components["schemas"]["Timestamp"] | null;
            /** @description Its id. */
            id: components["schemas"]["AttendanceId"];
            /** @description Who marked, or goes on with the candidate. */
            operatorId: components["schemas"]["UserId"];
            /** @description Present, or skipped for now. */
            status: components["schemas"]["AttendanceStatus"];
        };
        /** @description An entry: who did what to what, when, from where, with which outcome. */
        AuditEntry: {
            /** @description What was asked for. */
            action: string;
            actorId: components["schemas"]["UserId"] | null;
            actorRole: components["schemas"]["Role"] | null;
            /** @description From which network address. */
            address: string | null;
            candidateId: components["schemas"]["CandidateId"] | null;
            centreId: components["schemas"]["CentreId"] | null;
            /** @description The code of a refusal. */
            code: string | null;
            /** @description Numbers, ids and digests; never personal data. */
            data: Record<string, unknown>;
            /** @description With which device, as it names itself. */
            deviceId: string | null;
            examId: components["schemas"]["ExamId"] | null;
            /** @description Its id. */
            id: components["schemas"]["EventId"];
            /** @description When it was decided. */
            occurredAt: components["schemas"]["Timestamp"];
            /** @description `done`, `refused` or `counted`. */
            outcome: string;
            /**
             * Format: int64
             * @description Its number, from 1 without gaps.
             */
            seq: number;
            sessionId: components["schemas"]["SessionId"] | null;
            slotId: components["schemas"]["SlotId"] | null;
            /** @description What else it is about. */
            subjectId: string | null;
        };
        /** @description A cell of a roster that is wrong. */
        BadCell: {
            /** @description What is wrong, for a page that says it in its own words. */
            code: components["schemas"]["CellFault"];
            /** @description The column, by its name in the template; empty where the row or the file is meant. */
            column: string;
            /** @description What is wrong and what to do, as a sentence. */
            message: string;
            /**
             * Format: int64
             * @description The other row that is part of it.
             */
            otherRow?: number;
            /**
             * Format: int64
             * @description The row; the header is row 1.
             */
            row: number;
        };
        /** @description Of `IMPORT_REJECTED`: the bad cells. */
        BadCells: {
            /**
             * Format: int64
             * @description How many more there are.
             */
            notNamed: number;
            /** @description The bad cells, the first 10,000 of them. */
            rows: components["schemas"]["BadCell"][];
        };
        /** @description Of `IMAGE_QUALITY` and `IMAGE_UNREADABLE`: why the picture cannot be used. */
        BadPicture: {
            /** @description What was measured, where a face was found. */
            quality?: Record<string, unknown>;
            /**
             * @description `dark`, `bright`, `blurred`, `pose`, `small`, `cut`; `too_many_pixels`, `too_few_pixels`, `unsupported_format`,
             *     `broken`.
             */
            reason: string;
        };
        /** @description The barcode printed on an OMR sheet. */
        Barcode: string;
        /** @description What became of a batch. */
        BatchResults: {
            /** @description One a record, in order. */
            results: components["schemas"]["RecordResult"][];
        };
        /**
         * Format: binary
         * @description The bytes of a file.
         */
        Binary: Blob;
        /** @description A binding. */
        BindSheet: {
            /** @description The sheet's barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
            /** @description The candidate's roll number. */
            rollNumber: components["schemas"]["RollNumber"];
        };
        /**
         * Format: uuid
         * @description The close of station 2.
         */
        BiometricId: string;
        /** @description The candidate of a sheet. */
        BoundCandidate: {
            /** @description Where they sit. */
            centreId: components["schemas"]["CentreId"];
            /** @description Its id. */
            id: components["schemas"]["CandidateId"];
            /** @description As on the form. */
            name: components["schemas"]["Line"];
            /** @description The roll number that the sheet is bound to. */
            rollNumber: components["schemas"]["RollNumber"];
            /** @description When they sit. */
            slotId: components["schemas"]["SlotId"];
        };
        /** @description A binding that holds. */
        BoundSheet: {
            /** @description Whether it held before this call. */
            alreadyValidated: boolean;
            /** @description The sheet's barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description The candidate. */
            candidate: components["schemas"]["BoundCandidate"];
            /** @description The candidate's roll number. */
            rollNumber: components["schemas"]["RollNumber"];
            /** @description Always true. */
            validated: boolean;
        };
        /**
         * Format: uuid
         * @description A candidate of one exam; the same person in two exams has two.
         */
        CandidateId: string;
        /**
         * @description How far a candidate is. `Absent` is derived: nothing stores it.
         * @enum {string}
         */
        CandidateStatus: "registered" | "attendance_completed" | "biometric_completed" | "absent";
        /** @description A candidate and how far they are. */
        CandidateView: {
            attendance?: components["schemas"]["AttendanceView"] | null;
            /** @description Where they sit. */
            centreId: components["schemas"]["CentreId"];
            /** @description YYYY-MM-DD. */
            dob?: string | null;
            /** @description The exam they sit. */
            examId: components["schemas"]["ExamId"];
            face?: components["schemas"]["FaceView"] | null;
            /** @description Whether a photograph is enrolled. */
            faceEnrolled: boolean;
            fatherName?: components["schemas"]["Line"] | null;
            fingerprint?: components["schemas"]["FingerprintView"] | null;
            /** @description As on the form. */
            gender?: string | null;
            /** @description Its id. */
            id: components["schemas"]["CandidateId"];
            /** @description As on the form. */
            name: components["schemas"]["Line"];
            omr?: components["schemas"]["OmrView"] | null;
            /** @description Unique in the exam. */
            rollNumber: components["schemas"]["RollNumber"];
            /** @description In which room, where the roster says it. */
            room?: string | null;
            /** @description On which seat, where the roster says it. */
            seat?: string | null;
            /** @description When they sit. */
            slotId: components["schemas"]["SlotId"];
            /** @description How far they are. */
            status: components["schemas"]["CandidateStatus"];
        };
        /** @description A form with a fingerprint, or the reason why there is none. */
        CaptureForm: {
            /** @description The candidate. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description In place of the image: a refusal or a missing finger. */
            exceptionReason?: components["schemas"]["Line"];
            /** @description JSON: finger, captureDeviceId, imageQuality. */
            metadata?: string;
            /** @description Who acts: the token's user. */
            operatorId?: components["schemas"]["UserId"];
        };
        /**
         * @description What is wrong with a cell of a list, or with the list as a whole.
         * @enum {string}
         */
        CellFault: "empty" | "too_long" | "far_too_long" | "wrong_character" | "control_character" | "placeholder" | "letters_lost" | "letters_misread" | "letters_coded" | "spreadsheet_error" | "number_shortened" | "number_rounded" | "taken_for_date" | "taken_for_percentage" | "taken_for_truth" | "date_unreadable" | "date_is_number" | "year_implausible" | "birth_implausible" | "time_unreadable" | "time_is_number" | "time_implausible" | "role_unknown" | "too_many_cells" | "not_utf8" | "quotation_unclosed" | "no_rows" | "file_empty" | "file_unsupported" | "two_lists" | "file_packed" | "file_damaged" | "photos_empty" | "photos_cut_off" | "photos_not_zip" | "photo_name_unsafe" | "column_missing" | "column_repeated" | "end_not_after_start" | "repeated" | "resembles" | "contradicts" | "same_person" | "attendance_marked" | "slot_full" | "end_is_over" | "sheet_void" | "sheet_bound" | "centre_unknown" | "exam_unknown" | "username_taken" | "centre_needed" | "centre_not_taken" | "exams_not_taken";
        /** @description A centre. */
        Centre: {
            /** @description Its unique code. */
            code: components["schemas"]["Code"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description Its id. */
            id: components["schemas"]["CentreId"];
            /** @description Its name. */
            name: components["schemas"]["Line"];
        };
        /** @description As [`Forecast`], of the gates of one centre. */
        CentreForecast: {
            /** @description The centre. */
            centreId: components["schemas"]["CentreId"];
            /**
             * Format: int64
             * @description Who will be inside when their gate closes.
             */
            insideAtClose: number;
            /**
             * Format: int64
             * @description Who will be outside then.
             */
            outsideAtClose: number;
            /**
             * Format: double
             * @description Candidates a minute, through all of its open gates.
             */
            rate: number;
        };
        /**
         * Format: uuid
         * @description An examination centre.
         */
        CentreId: string;
        /** @description The figures of a centre. */
        CentreStats: {
            /**
             * Format: int64
             * @description On its rosters.
             */
            candidates: number;
            /** @description The centre. */
            centreId: components["schemas"]["CentreId"];
            /** @description Its code. */
            code: components["schemas"]["Code"];
            /**
             * Format: int64
             * @description With a closed station.
             */
            completed: number;
            /**
             * Format: int64
             * @description Devices heard of in the last 120 s.
             */
            devices: number;
            lastActivityAt: components["schemas"]["Timestamp"] | null;
            lastHeardAt: components["schemas"]["Timestamp"] | null;
            /** @description Its name. */
            name: components["schemas"]["Line"];
            /**
             * Format: int64
             * @description Records that wait on its devices.
             */
            pending: number;
            /**
             * Format: int64
             * @description With a completed attendance.
             */
            present: number;
            /** @description Whether nothing was heard from there for 120 s while a slot is active, as `silentSince` says since when. */
            silent: boolean;
            /**
             * Format: int64
             * @description Devices that have fallen silent.
             */
            silentDevices: number;
            silentSince?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A change, as those are told who may read it. */
        Change: {
            /** @description `action`, ids, facts, and `counts`: what the change adds to the figures, by slot and for the exam. */
            data: Record<string, unknown>;
            /** @description Its kind. */
            event: components["schemas"]["LiveEvent"];
        };
        /** @description A change of one's own password. */
        ChangePassword: {
            /** @description The new one: 8 to 128 characters. */
            new: string;
            /** @description The one in force. */
            old: string;
        };
        /** @description The newest signed checkpoint. */
        CheckpointView: {
            /** @description The signed note (c2sp.org/tlog-checkpoint). */
            checkpoint: string;
            /** @description The public key in the form of signed notes (c2sp.org/signed-note). */
            publicKey: string;
            /** @description The root over them, in base64. */
            rootHash: string;
            /**
             * Format: int64
             * @description How many entries it covers.
             */
            size: number;
        };
        /**
         * @description Which version of a conflict stands.
         * @enum {string}
         */
        Choice: "keep_existing" | "use_new";
        /** @description A message of a client. */
        ClientMessage: {
            /** @description An access token. */
            token: string;
            /** @enum {string} */
            type: "auth";
        } | {
            /** @description Which. */
            exam_id: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description After which one; left out: from now on.
             */
            since?: number | null;
            /** @enum {string} */
            type: "subscribe";
        } | {
            /** @description Which. */
            exam_id: components["schemas"]["ExamId"];
            /** @enum {string} */
            type: "unsubscribe";
        } | {
            /** @enum {string} */
            type: "ping";
        };
        /** @description The close of a station. */
        CloseStation: {
            /** @description The candidate. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
            override?: components["schemas"]["Override"] | null;
        };
        /** @description A station that was closed. */
        ClosedStation: {
            /** @description When. */
            completedAt: components["schemas"]["Timestamp"];
            /**
             * Format: double
             * @description The percentage of the verified face, or the best of those that were not; null without any.
             */
            faceMatchPercentage: number | null;
            /** @description Its id. */
            id: components["schemas"]["BiometricId"];
            /** @description Whether a person decided in its place. */
            overridden: boolean;
            /** @description Whether the face was verified. */
            verified: boolean;
        };
        /** @description The code of an exam or a centre. */
        Code: string;
        /** @description A first code, which turns a second factor on. */
        ConfirmSecondFactor: {
            /** @description Six digits, as the authenticator shows them. */
            code: string;
        };
        /**
         * Format: uuid
         * @description Two records of which only one can stand.
         */
        ConflictId: string;
        /** @description A conflict. */
        ConflictItem: {
            /** @description The candidate. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description The candidate's centre when it was found. */
            centreId: components["schemas"]["CentreId"];
            /** @description Its id. */
            conflictId: components["schemas"]["ConflictId"];
            /** @description The rule by which both cannot stand. */
            conflictReason: string;
            /** @description Whether `newData` decided it. */
            corrected: boolean;
            /** @description When it was found. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description With which device. */
            deviceId: string | null;
            /** @description What both versions are of. */
            entityType: components["schemas"]["EntityType"];
            /** @description What stood when the record came, whole; null when it was gone. */
            existing: Record<string, unknown>;
            /** @description The record that came second, whole. */
            incoming: Record<string, unknown>;
            /**
             * Format: int32
             * @description Further records of who captured it, alike or too many to be told apart, that the decision settles too.
             */
            joined: number;
            /** @description Who captured the record. */
            operatorId: components["schemas"]["UserId"];
            /** @description `keep_existing` or `use_new`. */
            resolution?: string | null;
            /** @description Why it was decided so. */
            resolveReason?: string | null;
            /** @description Whether it is decided. */
            resolved: boolean;
            resolvedAt?: components["schemas"]["Timestamp"] | null;
            resolvedBy?: components["schemas"]["UserId"] | null;
            /** @description The candidate's roll number. */
            rollNumber: components["schemas"]["RollNumber"];
        };
        /** @description A new centre. */
        CreateCentre: {
            /** @description Its unique code. */
            code: components["schemas"]["Code"];
            /** @description Its name. */
            name: components["schemas"]["Line"];
        };
        /** @description A new exam. */
        CreateExam: {
            /** @description Its unique code. */
            code: components["schemas"]["Code"];
            /** @description Its name. */
            name: components["schemas"]["Line"];
            settings?: components["schemas"]["ExamSettings"] | null;
        };
        /** @description A new account. */
        CreateOperator: {
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description The exams of an observer. */
            examIds?: components["schemas"]["ExamId"][] | null;
            /** @description The person's name. */
            name: components["schemas"]["Line"];
            /** @description Its first password: 8 to 128 characters. */
            password: string;
            /** @description What it may do. */
            role: components["schemas"]["Role"];
            /** @description The name it logs in with. */
            username: components["schemas"]["Username"];
        };
        /** @description A new slot. */
        CreateSlot: {
            /** @description The centre. */
            centreId: components["schemas"]["CentreId"];
            endTime?: components["schemas"]["Timestamp"] | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description The most candidates it may hold.
             */
            maxCandidates?: number | null;
            /** @description Its name, unique in the exam and centre. */
            slotName: components["schemas"]["Line"];
            startTime?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A decision about a record that waits for a supervisor. */
        DecideRecord: {
            /**
             * @description With `apply`: what is true in the place of what the device said: fields of `data`, `candidateId` or
             *     `rollNumber`, and of what could not be read also `entityType` and `capturedAt`. Its image stays.
             */
            correction?: Record<string, unknown> | null;
            /** @description What becomes of it. */
            decision: components["schemas"]["RecordDecision"];
            /** @description Why. */
            reason: components["schemas"]["Line"];
        };
        /** @description A login without a password, in the demo alone. */
        DemoSession: {
            /** @description As whom: somebody of the sample exam. */
            role: components["schemas"]["Role"];
            session?: components["schemas"]["SessionForm"] | null;
        };
        /** @description What somebody types who sets up a station in the demo. */
        DemoStation: {
            /** @description The centre at which they work. */
            centreName: components["schemas"]["Line"];
            /** @description The sample exam. */
            examId: components["schemas"]["ExamId"];
            /** @description The password, which is that of all of the demo. */
            password: string;
            /** @description The name to log in with. */
            username: components["schemas"]["Username"];
        };
        /** @description A session of the demo. */
        DemoTokens: components["schemas"]["Tokens"] & {
            /** @description What a station is set up with; of an operator and a supervisor. */
            station?: components["schemas"]["DemoStation"];
        };
        /** @description A part that the server needs. */
        DependencyHealth: {
            /** @description Which one, such as `sqlite`. */
            kind: string;
            /** @description Such as `database`. */
            name: string;
            /** @description `up` or `down`. */
            state: string;
        };
        /** @description Something that waits for a person. */
        DeskItem: {
            candidateId?: components["schemas"]["CandidateId"] | null;
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description Why it waits. */
            code: components["schemas"]["RecordCode"];
            conflictId?: components["schemas"]["ConflictId"] | null;
            /** @description With which device. */
            deviceId?: string | null;
            entityType?: components["schemas"]["EntityType"] | null;
            /** @description What it is. */
            kind: components["schemas"]["DeskKind"];
            /** @description What the one who asks can do about it; nothing where they captured it themselves. */
            next: components["schemas"]["DeskStep"][];
            /** @description Who captured it. */
            operatorId: components["schemas"]["UserId"];
            /**
             * Format: uuid
             * @description The record, to be decided.
             */
            recordId?: string | null;
            /** @description Since when. */
            waitingSince: components["schemas"]["Timestamp"];
        };
        /**
         * @description What waits for a person.
         * @enum {string}
         */
        DeskKind: "conflict" | "pending" | "failed" | "unread";
        /**
         * @description What can be done about it.
         * @enum {string}
         */
        DeskStep: "keep_existing" | "use_new" | "apply" | "correct" | "discard";
        /** @description A device, as it was last heard of. */
        DeviceItem: {
            /** @description The version of the program on it. */
            appVersion?: string | null;
            /** @description Where it is. */
            centreId: components["schemas"]["CentreId"];
            /**
             * Format: int64
             * @description Milliseconds that its clock was ahead then; negative: behind.
             */
            clockOffsetMs: number;
            /** @description As it names itself. */
            deviceId: string;
            /** @description When it was last heard of. */
            lastSeenAt: components["schemas"]["Timestamp"];
            oldestCapturedAt?: components["schemas"]["Timestamp"] | null;
            /** @description Who works with it. */
            operatorId: components["schemas"]["UserId"];
            package?: components["schemas"]["DevicePackage"] | null;
            ready?: components["schemas"]["DeviceReady"] | null;
            /**
             * Format: int64
             * @description Records that wait on it.
             */
            waiting: number;
        };
        /** @description A package that was sent to a device as a whole. */
        DevicePackage: {
            /** @description When its last byte was sent. */
            completedAt: components["schemas"]["Timestamp"];
            /** @description Which. */
            downloadId: components["schemas"]["DownloadId"];
        };
        /** @description What was tried on a device, and works. */
        DeviceReady: {
            /**
             * Format: int32
             * @description How full its battery is; 0 to 100.
             */
            batteryPercent?: number | null;
            /** @description Its camera gave a picture. */
            camera: boolean;
            /** @description The fingerprint scanner answered. */
            fingerprint: boolean;
            /** @description A barcode was read. */
            scanner: boolean;
            /** @description A sound was heard. */
            sound: boolean;
            /** @description What it stores is kept when space runs short. */
            storagePersisted: boolean;
        };
        /** @description The records of one operator from one device. */
        DeviceStatus: components["schemas"]["StatusCounts"] & {
            /** @description With which device. */
            deviceId: string | null;
            /** @description When the newest of them came. */
            lastReceivedAt: components["schemas"]["Timestamp"];
            oldestPendingAt?: components["schemas"]["Timestamp"] | null;
            /** @description Who captured. */
            operatorId: components["schemas"]["UserId"];
        };
        /** @description Data of an answer that says nothing but that it worked. */
        Done: Record<string, unknown>;
        /**
         * Format: uuid
         * @description The right to fetch one package.
         */
        DownloadId: string;
        /** @description A password and what became of it; never what it is. */
        DownloadItem: {
            centreId?: components["schemas"]["CentreId"] | null;
            completedAt?: components["schemas"]["Timestamp"] | null;
            /** @description When it was made. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description By whom. */
            createdBy: components["schemas"]["UserId"];
            /** @description From when on it is over. */
            expiresAt: components["schemas"]["Timestamp"];
            operatorId?: components["schemas"]["UserId"] | null;
            /**
             * Format: int64
             * @description Bytes of the package, once it is built.
             */
            packageBytes?: number | null;
            /** @description The password. */
            passwordId: components["schemas"]["PasswordId"];
            /**
             * Format: int64
             * @description Bytes that were sent, from the first one on without a gap; of what is under way only what was sent before.
             */
            sentBytes?: number | null;
            usedAt?: components["schemas"]["Timestamp"] | null;
            usedBy?: components["schemas"]["UserId"] | null;
            withdrawnBy?: components["schemas"]["UserId"] | null;
        };
        /** @description How many sessions were ended. */
        Ended: {
            /**
             * Format: int64
             * @description Sessions.
             */
            sessions: number;
        };
        /** @description A form with a photograph. */
        EnrolForm: {
            /** @description The candidate. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
        };
        /** @description A face that was enrolled. */
        EnrolledFace: {
            /** @description The engine. */
            engine: string;
            /** @description Its id. */
            faceId: components["schemas"]["FaceId"];
            /** @description What was measured of the picture. */
            quality: Record<string, unknown>;
        };
        /**
         * @description What a record is of.
         * @enum {string}
         */
        EntityType: "attendance" | "face" | "fingerprint" | "omr" | "biometric";
        /** @description The envelope of a success. */
        Envelope_Account: {
            /** @description An account, without its password. */
            data: {
                centreId?: components["schemas"]["CentreId"] | null;
                /** @description When it was created. */
                createdAt: components["schemas"]["Timestamp"];
                /** @description A disabled account cannot log in and its sessions are over. */
                disabled: boolean;
                /** @description The exams of an observer. */
                examIds: components["schemas"]["ExamId"][];
                /** @description Whether the person's own face is enrolled, to be refused at a station. */
                faceEnrolled: boolean;
                /** @description Its id. */
                id: components["schemas"]["UserId"];
                /** @description Whether somebody else gave it its password, so that it has to choose another before anything else. */
                mustChangePassword: boolean;
                /** @description The person's name. */
                name: components["schemas"]["Line"];
                /** @description What it may do. */
                role: components["schemas"]["Role"];
                /** @description How far it is with its second factor. */
                secondFactor: components["schemas"]["SecondFactor"];
                /** @description Whether it has to have one. */
                secondFactorRequired: boolean;
                /** @description The name it logs in with. */
                username: components["schemas"]["Username"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_AlertView: {
            /** @description An alert. */
            data: {
                candidateId?: components["schemas"]["CandidateId"] | null;
                centreId: components["schemas"]["CentreId"] | null;
                /**
                 * @description What else helps to judge it: ids, codes and numbers, by type. Of `duplicate_face`: `otherCandidateId`,
                 *     `matchPercentage`, `kind` (`live` or `enrolled`) and `alike`, how many others were at or above the threshold
                 *     (the three likeliest have an alert each).
                 */
                details: Record<string, unknown>;
                /** @description With which device. */
                deviceId?: string | null;
                examId: components["schemas"]["ExamId"] | null;
                /** @description Its id. */
                id: components["schemas"]["AlertId"];
                /**
                 * Format: double
                 * @description A match percentage, where there is one.
                 */
                matchPercentage?: number | null;
                /** @description Whether it came up at once. */
                mode: components["schemas"]["Mode"];
                /** @description What the reviewer noted. */
                note?: string | null;
                /** @description When it happened. */
                occurredAt: components["schemas"]["Timestamp"];
                operatorId: components["schemas"]["UserId"] | null;
                /** @description What its causer gave as reason, where one had to be given. */
                reason?: string | null;
                /**
                 * Format: int32
                 * @description How often the same happened again within a minute, beyond the alerts that tell of it.
                 */
                repeats: number;
                reviewedAt?: components["schemas"]["Timestamp"] | null;
                reviewedBy?: components["schemas"]["UserId"] | null;
                rollNumber?: components["schemas"]["RollNumber"] | null;
                /** @description How urgent it is. */
                severity: components["schemas"]["Severity"];
                /** @description Open or reviewed. */
                status: components["schemas"]["AlertStatus"];
                /** @description What happened. */
                type: components["schemas"]["AlertKind"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Arrivals: {
            /** @description How the candidates arrive. */
            data: {
                /**
                 * Format: int64
                 * @description Seconds of a bucket.
                 */
                bucketSeconds: number;
                /**
                 * Format: int64
                 * @description The candidates of the slots.
                 */
                expected: number;
                forecast?: components["schemas"]["Forecast"] | null;
                gateCloses?: components["schemas"]["Timestamp"] | null;
                gateOpens?: components["schemas"]["Timestamp"] | null;
                /** @description The gates of the slots by when they open and close, in this order: the first 100 of those that close. */
                gates: components["schemas"]["GateView"][];
                /** @description The buckets in which somebody came or was done, in order; at most the last 1500 of them. */
                points: components["schemas"]["ArrivalPoint"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Assignment: {
            /** @description An assignment that was made. */
            data: {
                /** @description When. */
                assignedAt: components["schemas"]["Timestamp"];
                /** @description By whom. */
                assignedBy: components["schemas"]["UserId"];
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description Who. */
                operatorId: components["schemas"]["UserId"];
                /** @description To which slot. */
                slotId: components["schemas"]["SlotId"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_AssignmentResults: {
            /** @description What became of many assignments. */
            data: {
                /** @description One each, in order. */
                results: components["schemas"]["AssignmentResult"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Attendance: {
            /** @description The mark of station 1. */
            data: {
                /** @description Whether station 2 may begin. */
                biometricEligible: boolean;
                /** @description Whom it is about. */
                candidateId: components["schemas"]["CandidateId"];
                /** @description At which centre. */
                centreId: components["schemas"]["CentreId"];
                /** @description Whether station 1 is passed. */
                checkpoint: boolean;
                completedAt?: components["schemas"]["Timestamp"] | null;
                /** @description In which exam. */
                examId: components["schemas"]["ExamId"];
                /** @description Its id. */
                id: components["schemas"]["AttendanceId"];
                /** @description The operator who may go on with the candidate: who marked it, or to whom it was handed. */
                operatorId: components["schemas"]["UserId"];
                /** @description In which slot. */
                slotId: components["schemas"]["SlotId"];
                /** @description What was marked. */
                status: components["schemas"]["AttendanceStatus"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_BatchResults: {
            /** @description What became of a batch. */
            data: {
                /** @description One a record, in order. */
                results: components["schemas"]["RecordResult"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_BoundSheet: {
            /** @description A binding that holds. */
            data: {
                /** @description Whether it held before this call. */
                alreadyValidated: boolean;
                /** @description The sheet's barcode. */
                barcode: components["schemas"]["Barcode"];
                /** @description The candidate. */
                candidate: components["schemas"]["BoundCandidate"];
                /** @description The candidate's roll number. */
                rollNumber: components["schemas"]["RollNumber"];
                /** @description Always true. */
                validated: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_CandidateView: {
            /** @description A candidate and how far they are. */
            data: {
                attendance?: components["schemas"]["AttendanceView"] | null;
                /** @description Where they sit. */
                centreId: components["schemas"]["CentreId"];
                /** @description YYYY-MM-DD. */
                dob?: string | null;
                /** @description The exam they sit. */
                examId: components["schemas"]["ExamId"];
                face?: components["schemas"]["FaceView"] | null;
                /** @description Whether a photograph is enrolled. */
                faceEnrolled: boolean;
                fatherName?: components["schemas"]["Line"] | null;
                fingerprint?: components["schemas"]["FingerprintView"] | null;
                /** @description As on the form. */
                gender?: string | null;
                /** @description Its id. */
                id: components["schemas"]["CandidateId"];
                /** @description As on the form. */
                name: components["schemas"]["Line"];
                omr?: components["schemas"]["OmrView"] | null;
                /** @description Unique in the exam. */
                rollNumber: components["schemas"]["RollNumber"];
                /** @description In which room, where the roster says it. */
                room?: string | null;
                /** @description On which seat, where the roster says it. */
                seat?: string | null;
                /** @description When they sit. */
                slotId: components["schemas"]["SlotId"];
                /** @description How far they are. */
                status: components["schemas"]["CandidateStatus"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Centre: {
            /** @description A centre. */
            data: {
                /** @description Its unique code. */
                code: components["schemas"]["Code"];
                /** @description When it was created. */
                createdAt: components["schemas"]["Timestamp"];
                /** @description Its id. */
                id: components["schemas"]["CentreId"];
                /** @description Its name. */
                name: components["schemas"]["Line"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_CheckpointView: {
            /** @description The newest signed checkpoint. */
            data: {
                /** @description The signed note (c2sp.org/tlog-checkpoint). */
                checkpoint: string;
                /** @description The public key in the form of signed notes (c2sp.org/signed-note). */
                publicKey: string;
                /** @description The root over them, in base64. */
                rootHash: string;
                /**
                 * Format: int64
                 * @description How many entries it covers.
                 */
                size: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_ClosedStation: {
            /** @description A station that was closed. */
            data: {
                /** @description When. */
                completedAt: components["schemas"]["Timestamp"];
                /**
                 * Format: double
                 * @description The percentage of the verified face, or the best of those that were not; null without any.
                 */
                faceMatchPercentage: number | null;
                /** @description Its id. */
                id: components["schemas"]["BiometricId"];
                /** @description Whether a person decided in its place. */
                overridden: boolean;
                /** @description Whether the face was verified. */
                verified: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_ConflictItem: {
            /** @description A conflict. */
            data: {
                /** @description The candidate. */
                candidateId: components["schemas"]["CandidateId"];
                /** @description The candidate's centre when it was found. */
                centreId: components["schemas"]["CentreId"];
                /** @description Its id. */
                conflictId: components["schemas"]["ConflictId"];
                /** @description The rule by which both cannot stand. */
                conflictReason: string;
                /** @description Whether `newData` decided it. */
                corrected: boolean;
                /** @description When it was found. */
                createdAt: components["schemas"]["Timestamp"];
                /** @description With which device. */
                deviceId: string | null;
                /** @description What both versions are of. */
                entityType: components["schemas"]["EntityType"];
                /** @description What stood when the record came, whole; null when it was gone. */
                existing: Record<string, unknown>;
                /** @description The record that came second, whole. */
                incoming: Record<string, unknown>;
                /**
                 * Format: int32
                 * @description Further records of who captured it, alike or too many to be told apart, that the decision settles too.
                 */
                joined: number;
                /** @description Who captured the record. */
                operatorId: components["schemas"]["UserId"];
                /** @description `keep_existing` or `use_new`. */
                resolution?: string | null;
                /** @description Why it was decided so. */
                resolveReason?: string | null;
                /** @description Whether it is decided. */
                resolved: boolean;
                resolvedAt?: components["schemas"]["Timestamp"] | null;
                resolvedBy?: components["schemas"]["UserId"] | null;
                /** @description The candidate's roll number. */
                rollNumber: components["schemas"]["RollNumber"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_DemoTokens: {
            /** @description A session of the demo. */
            data: components["schemas"]["Tokens"] & {
                /** @description What a station is set up with; of an operator and a supervisor. */
                station?: components["schemas"]["DemoStation"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Done: {
            /** @description Data of an answer that says nothing but that it worked. */
            data: Record<string, unknown>;
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Ended: {
            /** @description How many sessions were ended. */
            data: {
                /**
                 * Format: int64
                 * @description Sessions.
                 */
                sessions: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_EnrolledFace: {
            /** @description A face that was enrolled. */
            data: {
                /** @description The engine. */
                engine: string;
                /** @description Its id. */
                faceId: components["schemas"]["FaceId"];
                /** @description What was measured of the picture. */
                quality: Record<string, unknown>;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Exam: {
            /** @description An exam. */
            data: {
                /** @description Its unique code. */
                code: components["schemas"]["Code"];
                /** @description When it was created. */
                createdAt: components["schemas"]["Timestamp"];
                /** @description Who created it. */
                createdBy: components["schemas"]["UserId"];
                /** @description Its id. */
                id: components["schemas"]["ExamId"];
                /** @description Its name. */
                name: components["schemas"]["Line"];
                /** @description The settings in force. */
                settings: components["schemas"]["ExamSettings"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_ExamView: {
            /** @description An exam, as somebody reads it. */
            data: {
                /** @description Its unique code. */
                code: components["schemas"]["Code"];
                /** @description When it was created. */
                createdAt: components["schemas"]["Timestamp"];
                createdBy?: components["schemas"]["UserId"] | null;
                /** @description Its id. */
                id: components["schemas"]["ExamId"];
                /** @description Its name. */
                name: components["schemas"]["Line"];
                /** @description The settings in force; to an operator those that a station goes by. */
                settings: components["schemas"]["ExamSettings"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_FaceVerification: {
            /** @description What a comparison gave. */
            data: {
                /**
                 * Format: int32
                 * @description The number of this attempt.
                 */
                attempt: number;
                /** @description Its id. */
                attemptId: components["schemas"]["AttemptId"];
                /**
                 * Format: int32
                 * @description Attempts that are left.
                 */
                attemptsLeft: number;
                /** @description The engine that compared. */
                engine: string;
                /**
                 * Format: double
                 * @description Calibrated match percentage, two decimals; the real one also under the threshold.
                 */
                matchPercentage: number;
                /** @description A sentence for the operator. */
                message: string;
                /**
                 * Format: double
                 * @description The exam's threshold.
                 */
                threshold: number;
                /** @description Whether the percentage reaches the threshold, and the picture is no copy of the enrolled photograph. */
                verified: boolean;
                /**
                 * @description Whether a supervisor has to settle it: a copy of the enrolled photograph, or the last attempt; never where an
                 *     attempt verified the face.
                 */
                waitsForSupervisor: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_FingerprintCapture: {
            /** @description A capture. */
            data: {
                /** @description When. */
                captureTimestamp: components["schemas"]["Timestamp"];
                /** @description False for an exception. */
                captured: boolean;
                /** @description Whether it is encrypted: always, where there is an image. */
                encrypted?: boolean | null;
                /** @description Why there is no image. */
                exceptionReason?: string | null;
                /** @description Its id. */
                id: components["schemas"]["FingerprintId"];
                /**
                 * Format: double
                 * @description Computed quality, 0 to 100.
                 */
                imageQuality?: number | null;
                /** @description Where the image lies; nobody can fetch it. */
                storageLocation?: string | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_FingerprintStatus: {
            /** @description Whether a fingerprint was captured. */
            data: {
                captureTimestamp?: components["schemas"]["Timestamp"] | null;
                /** @description Whether there is an image. */
                captured: boolean;
                /** @description Why there is no image. */
                exceptionReason?: string | null;
                /**
                 * Format: double
                 * @description Computed quality, 0 to 100.
                 */
                imageQuality?: number | null;
                /** @description Where the image lies; nobody can fetch it. */
                storageLocation?: string | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Forecasts: {
            /** @description What becomes of each centre whose gates are open. */
            data: {
                /** @description By centre; one without an open gate is left out, and one in the first minute of its gate. */
                items: components["schemas"]["CentreForecast"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_FoundSheet: {
            /** @description A sheet that was looked up. */
            data: {
                /** @description Up to which moment changes are in this answer for certain. */
                asOf: components["schemas"]["Timestamp"];
                /** @description Its barcode. */
                barcode: components["schemas"]["Barcode"];
                candidateId?: components["schemas"]["CandidateId"] | null;
                /** @description The exam. */
                examId: components["schemas"]["ExamId"];
                /** @description Where its image lies. */
                omrImageUrl?: string | null;
                rollNumber?: components["schemas"]["RollNumber"] | null;
                /** @description When it was scanned. */
                scannedAt: components["schemas"]["Timestamp"];
                /** @description By whom. */
                scannedBy: components["schemas"]["UserId"];
                /** @description Where it stands. */
                status: components["schemas"]["SheetStatus"];
                /** @description Whether it is bound. */
                validated: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_GeneratedPassword: {
            /** @description A password, shown this once. */
            data: {
                /** @description From when on it is over. */
                expiresAt: components["schemas"]["Timestamp"];
                /** @description Four groups of five symbols, to be read out: no I, L, O and U. */
                password: string;
                /** @description Its id. */
                passwordId: components["schemas"]["PasswordId"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_GivenDownload: {
            /** @description The right to fetch a package. */
            data: {
                /** @description To be sent as `X-Download-Token`; good for this user alone. */
                downloadToken: string;
                /** @description From when on it is over. */
                expiresAt: components["schemas"]["Timestamp"];
                /** @description Where the package is: a path. */
                packageUrl: string;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_GivenPassword: {
            /** @description A password that was given to somebody, to be changed at their next login. */
            data: {
                /** @description Whose it is. */
                operatorId: components["schemas"]["UserId"];
                /** @description The password, where it was made here: shown this once. */
                password?: string;
                /**
                 * Format: int64
                 * @description The sessions that it ended.
                 */
                sessionsEnded: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Health: {
            /** @description Whether the server can answer. */
            data: {
                /** @description Each part. */
                dependencies: components["schemas"]["DependencyHealth"][];
                /** @description `up`, or `down` when a part that is needed is down. */
                status: string;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Heard: {
            /** @description What the server makes of it. */
            data: {
                /**
                 * Format: int64
                 * @description Seconds that the device's clock is ahead; negative: behind.
                 */
                clockOffsetSeconds: number;
                /** @description False when the clock is more than 10 minutes off: an alert was raised. */
                clockPlausible: boolean;
                /** @description What time it is on the server. */
                serverTime: components["schemas"]["Timestamp"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Imported: {
            /** @description What an import did. */
            data: {
                /** @description The codes of the centres that the file makes. */
                centresCreated: string[];
                /**
                 * Format: int64
                 * @description Rows that the spreadsheet does not show; they are among the others.
                 */
                hiddenRows: number;
                /**
                 * Format: int64
                 * @description New candidates.
                 */
                imported: number;
                /** @description What became of the photographs. */
                photos: components["schemas"]["Photos"];
                /** @description When the slots of the file are after it, by name and times: the first 50 of those that have any. */
                slotTimes: components["schemas"]["ImportedTimes"][];
                /** @description The names of the slots that the file makes, each once however many centres have it. */
                slotsCreated: string[];
                /** @description The names of the slots whose times the file changes, each once. */
                slotsUpdated: string[];
                /**
                 * Format: int64
                 * @description Candidates that were so already.
                 */
                unchanged: number;
                /**
                 * Format: int64
                 * @description Candidates that were changed.
                 */
                updated: number;
                /**
                 * Format: int32
                 * @description Minutes east of UTC of the times of the file that name no zone.
                 */
                utcOffsetMinutes: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_InclusionProof: {
            /** @description A proof that an entry is in the log (RFC 9162, section 2.1.3). */
            data: {
                /** @description The signed note of the tree that the proof leads to. */
                checkpoint: string;
                /** @description The hashes beside the way from the leaf to the root, in base64. */
                hashes: string[];
                /** @description The exact bytes of the leaf, in base64. */
                leaf: string;
                /** @description SHA-256 of a zero byte and the leaf, in base64. */
                leafHash: string;
                /**
                 * Format: int64
                 * @description The number of the entry less one.
                 */
                leafIndex: number;
                /**
                 * Format: int64
                 * @description The size of the tree of `checkpoint`.
                 */
                treeSize: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Items_AuditEntry: {
            /** @description A page of a list. */
            data: {
                /** @description The items. */
                items: {
                    /** @description What was asked for. */
                    action: string;
                    actorId: components["schemas"]["UserId"] | null;
                    actorRole: components["schemas"]["Role"] | null;
                    /** @description From which network address. */
                    address: string | null;
                    candidateId: components["schemas"]["CandidateId"] | null;
                    centreId: components["schemas"]["CentreId"] | null;
                    /** @description The code of a refusal. */
                    code: string | null;
                    /** @description Numbers, ids and digests; never personal data. */
                    data: Record<string, unknown>;
                    /** @description With which device, as it names itself. */
                    deviceId: string | null;
                    examId: components["schemas"]["ExamId"] | null;
                    /** @description Its id. */
                    id: components["schemas"]["EventId"];
                    /** @description When it was decided. */
                    occurredAt: components["schemas"]["Timestamp"];
                    /** @description `done`, `refused` or `counted`. */
                    outcome: string;
                    /**
                     * Format: int64
                     * @description Its number, from 1 without gaps.
                     */
                    seq: number;
                    sessionId: components["schemas"]["SessionId"] | null;
                    slotId: components["schemas"]["SlotId"] | null;
                    /** @description What else it is about. */
                    subjectId: string | null;
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Items_ConflictItem: {
            /** @description A page of a list. */
            data: {
                /** @description The items. */
                items: {
                    /** @description The candidate. */
                    candidateId: components["schemas"]["CandidateId"];
                    /** @description The candidate's centre when it was found. */
                    centreId: components["schemas"]["CentreId"];
                    /** @description Its id. */
                    conflictId: components["schemas"]["ConflictId"];
                    /** @description The rule by which both cannot stand. */
                    conflictReason: string;
                    /** @description Whether `newData` decided it. */
                    corrected: boolean;
                    /** @description When it was found. */
                    createdAt: components["schemas"]["Timestamp"];
                    /** @description With which device. */
                    deviceId: string | null;
                    /** @description What both versions are of. */
                    entityType: components["schemas"]["EntityType"];
                    /** @description What stood when the record came, whole; null when it was gone. */
                    existing: Record<string, unknown>;
                    /** @description The record that came second, whole. */
                    incoming: Record<string, unknown>;
                    /**
                     * Format: int32
                     * @description Further records of who captured it, alike or too many to be told apart, that the decision settles too.
                     */
                    joined: number;
                    /** @description Who captured the record. */
                    operatorId: components["schemas"]["UserId"];
                    /** @description `keep_existing` or `use_new`. */
                    resolution?: string | null;
                    /** @description Why it was decided so. */
                    resolveReason?: string | null;
                    /** @description Whether it is decided. */
                    resolved: boolean;
                    resolvedAt?: components["schemas"]["Timestamp"] | null;
                    resolvedBy?: components["schemas"]["UserId"] | null;
                    /** @description The candidate's roll number. */
                    rollNumber: components["schemas"]["RollNumber"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Items_DeskItem: {
            /** @description A page of a list. */
            data: {
                /** @description The items. */
                items: {
                    candidateId?: components["schemas"]["CandidateId"] | null;
                    centreId?: components["schemas"]["CentreId"] | null;
                    /** @description Why it waits. */
                    code: components["schemas"]["RecordCode"];
                    conflictId?: components["schemas"]["ConflictId"] | null;
                    /** @description With which device. */
                    deviceId?: string | null;
                    entityType?: components["schemas"]["EntityType"] | null;
                    /** @description What it is. */
                    kind: components["schemas"]["DeskKind"];
                    /** @description What the one who asks can do about it; nothing where they captured it themselves. */
                    next: components["schemas"]["DeskStep"][];
                    /** @description Who captured it. */
                    operatorId: components["schemas"]["UserId"];
                    /**
                     * Format: uuid
                     * @description The record, to be decided.
                     */
                    recordId?: string | null;
                    /** @description Since when. */
                    waitingSince: components["schemas"]["Timestamp"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_Account: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    centreId?: components["schemas"]["CentreId"] | null;
                    /** @description When it was created. */
                    createdAt: components["schemas"]["Timestamp"];
                    /** @description A disabled account cannot log in and its sessions are over. */
                    disabled: boolean;
                    /** @description The exams of an observer. */
                    examIds: components["schemas"]["ExamId"][];
                    /** @description Whether the person's own face is enrolled, to be refused at a station. */
                    faceEnrolled: boolean;
                    /** @description Its id. */
                    id: components["schemas"]["UserId"];
                    /** @description Whether somebody else gave it its password, so that it has to choose another before anything else. */
                    mustChangePassword: boolean;
                    /** @description The person's name. */
                    name: components["schemas"]["Line"];
                    /** @description What it may do. */
                    role: components["schemas"]["Role"];
                    /** @description How far it is with its second factor. */
                    secondFactor: components["schemas"]["SecondFactor"];
                    /** @description Whether it has to have one. */
                    secondFactorRequired: boolean;
                    /** @description The name it logs in with. */
                    username: components["schemas"]["Username"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_AlertView: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    candidateId?: components["schemas"]["CandidateId"] | null;
                    centreId: components["schemas"]["CentreId"] | null;
                    /**
                     * @description What else helps to judge it: ids, codes and numbers, by type. Of `duplicate_face`: `otherCandidateId`,
                     *     `matchPercentage`, `kind` (`live` or `enrolled`) and `alike`, how many others were at or above the threshold
                     *     (the three likeliest have an alert each).
                     */
                    details: Record<string, unknown>;
                    /** @description With which device. */
                    deviceId?: string | null;
                    examId: components["schemas"]["ExamId"] | null;
                    /** @description Its id. */
                    id: components["schemas"]["AlertId"];
                    /**
                     * Format: double
                     * @description A match percentage, where there is one.
                     */
                    matchPercentage?: number | null;
                    /** @description Whether it came up at once. */
                    mode: components["schemas"]["Mode"];
                    /** @description What the reviewer noted. */
                    note?: string | null;
                    /** @description When it happened. */
                    occurredAt: components["schemas"]["Timestamp"];
                    operatorId: components["schemas"]["UserId"] | null;
                    /** @description What its causer gave as reason, where one had to be given. */
                    reason?: string | null;
                    /**
                     * Format: int32
                     * @description How often the same happened again within a minute, beyond the alerts that tell of it.
                     */
                    repeats: number;
                    reviewedAt?: components["schemas"]["Timestamp"] | null;
                    reviewedBy?: components["schemas"]["UserId"] | null;
                    rollNumber?: components["schemas"]["RollNumber"] | null;
                    /** @description How urgent it is. */
                    severity: components["schemas"]["Severity"];
                    /** @description Open or reviewed. */
                    status: components["schemas"]["AlertStatus"];
                    /** @description What happened. */
                    type: components["schemas"]["AlertKind"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_AssignmentItem: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    /** @description When. */
                    assignedAt: components["schemas"]["Timestamp"];
                    /** @description By whom. */
                    assignedBy: components["schemas"]["UserId"];
                    /** @description At which centre. */
                    centreId: components["schemas"]["CentreId"];
                    /** @description Of which exam. */
                    examId: components["schemas"]["ExamId"];
                    /**
                     * Format: uuid
                     * @description Its id.
                     */
                    id: string;
                    /** @description Their name. */
                    name: string;
                    /** @description Who. */
                    operatorId: components["schemas"]["UserId"];
                    /** @description To which slot. */
                    slotId: components["schemas"]["SlotId"];
                    /** @description Its name. */
                    slotName: string;
                    /** @description The name they log in with. */
                    username: string;
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_CandidateView: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    attendance?: components["schemas"]["AttendanceView"] | null;
                    /** @description Where they sit. */
                    centreId: components["schemas"]["CentreId"];
                    /** @description YYYY-MM-DD. */
                    dob?: string | null;
                    /** @description The exam they sit. */
                    examId: components["schemas"]["ExamId"];
                    face?: components["schemas"]["FaceView"] | null;
                    /** @description Whether a photograph is enrolled. */
                    faceEnrolled: boolean;
                    fatherName?: components["schemas"]["Line"] | null;
                    fingerprint?: components["schemas"]["FingerprintView"] | null;
                    /** @description As on the form. */
                    gender?: string | null;
                    /** @description Its id. */
                    id: components["schemas"]["CandidateId"];
                    /** @description As on the form. */
                    name: components["schemas"]["Line"];
                    omr?: components["schemas"]["OmrView"] | null;
                    /** @description Unique in the exam. */
                    rollNumber: components["schemas"]["RollNumber"];
                    /** @description In which room, where the roster says it. */
                    room?: string | null;
                    /** @description On which seat, where the roster says it. */
                    seat?: string | null;
                    /** @description When they sit. */
                    slotId: components["schemas"]["SlotId"];
                    /** @description How far they are. */
                    status: components["schemas"]["CandidateStatus"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_Centre: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    /** @description Its unique code. */
                    code: components["schemas"]["Code"];
                    /** @description When it was created. */
                    createdAt: components["schemas"]["Timestamp"];
                    /** @description Its id. */
                    id: components["schemas"]["CentreId"];
                    /** @description Its name. */
                    name: components["schemas"]["Line"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_DeviceItem: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    /** @description The version of the program on it. */
                    appVersion?: string | null;
                    /** @description Where it is. */
                    centreId: components["schemas"]["CentreId"];
                    /**
                     * Format: int64
                     * @description Milliseconds that its clock was ahead then; negative: behind.
                     */
                    clockOffsetMs: number;
                    /** @description As it names itself. */
                    deviceId: string;
                    /** @description When it was last heard of. */
                    lastSeenAt: components["schemas"]["Timestamp"];
                    oldestCapturedAt?: components["schemas"]["Timestamp"] | null;
                    /** @description Who works with it. */
                    operatorId: components["schemas"]["UserId"];
                    package?: components["schemas"]["DevicePackage"] | null;
                    ready?: components["schemas"]["DeviceReady"] | null;
                    /**
                     * Format: int64
                     * @description Records that wait on it.
                     */
                    waiting: number;
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_DownloadItem: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    centreId?: components["schemas"]["CentreId"] | null;
                    completedAt?: components["schemas"]["Timestamp"] | null;
                    /** @description When it was made. */
                    createdAt: components["schemas"]["Timestamp"];
                    /** @description By whom. */
                    createdBy: components["schemas"]["UserId"];
                    /** @description From when on it is over. */
                    expiresAt: components["schemas"]["Timestamp"];
                    operatorId?: components["schemas"]["UserId"] | null;
                    /**
                     * Format: int64
                     * @description Bytes of the package, once it is built.
                     */
                    packageBytes?: number | null;
                    /** @description The password. */
                    passwordId: components["schemas"]["PasswordId"];
                    /**
                     * Format: int64
                     * @description Bytes that were sent, from the first one on without a gap; of what is under way only what was sent before.
                     */
                    sentBytes?: number | null;
                    usedAt?: components["schemas"]["Timestamp"] | null;
                    usedBy?: components["schemas"]["UserId"] | null;
                    withdrawnBy?: components["schemas"]["UserId"] | null;
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_ExamView: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    /** @description Its unique code. */
                    code: components["schemas"]["Code"];
                    /** @description When it was created. */
                    createdAt: components["schemas"]["Timestamp"];
                    createdBy?: components["schemas"]["UserId"] | null;
                    /** @description Its id. */
                    id: components["schemas"]["ExamId"];
                    /** @description Its name. */
                    name: components["schemas"]["Line"];
                    /** @description The settings in force; to an operator those that a station goes by. */
                    settings: components["schemas"]["ExamSettings"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Listing_Slot: {
            /** @description A page of a list that can be narrowed. */
            data: {
                /** @description The items. */
                items: {
                    /** @description Its centre. */
                    centreId: components["schemas"]["CentreId"];
                    /**
                     * Format: int64
                     * @description The candidates it holds.
                     */
                    currentCount: number;
                    endTime?: components["schemas"]["Timestamp"] | null;
                    /** @description Its exam. */
                    examId: components["schemas"]["ExamId"];
                    gateCloses?: components["schemas"]["Timestamp"] | null;
                    gateOpens?: components["schemas"]["Timestamp"] | null;
                    /** @description Its id. */
                    id: components["schemas"]["SlotId"];
                    /**
                     * Format: int64
                     * @description The most candidates it may hold.
                     */
                    maxCandidates?: number | null;
                    /** @description Its name, unique in its exam and centre. */
                    slotName: components["schemas"]["Line"];
                    startTime?: components["schemas"]["Timestamp"] | null;
                    /** @description Where it stands now. */
                    status: components["schemas"]["SlotStatus"];
                }[];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Me: {
            /** @description The account behind a token. */
            data: {
                centreId?: components["schemas"]["CentreId"] | null;
                /** @description The exams of an observer; those in which an operator has a slot. */
                examIds: components["schemas"]["ExamId"][];
                /** @description Its id. */
                id: components["schemas"]["UserId"];
                /** @description Whether the password was given to it: then it chooses another (`POST /api/auth/password`) before anything else. */
                mustChangePassword: boolean;
                /** @description The person's name. */
                name: components["schemas"]["Line"];
                /** @description What it may do. */
                role: components["schemas"]["Role"];
                /** @description How far it is with its second factor. */
                secondFactor: components["schemas"]["SecondFactor"];
                /** @description Whether it has to have one: then it sets one up (`POST /api/auth/second-factor`) before anything else. */
                secondFactorRequired: boolean;
                /** @description The name it logs in with. */
                username: components["schemas"]["Username"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_OperatorFace: {
            /** @description An operator's own face that was enrolled. */
            data: {
                /** @description The engine. */
                engine: string;
                /** @description Whose. */
                operatorId: components["schemas"]["UserId"];
                /** @description What was measured of the picture. */
                quality: Record<string, unknown>;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_PaceView: {
            /** @description How many seconds candidates take. */
            data: {
                /**
                 * @description Step by step, of the up to 1000 candidates whose stations were closed last; a step that none of them took is left
                 *     out.
                 */
                steps: components["schemas"]["PaceOfStep"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_PasswordSlips: {
            /** @description Many passwords. */
            data: {
                /** @description One each, in order. */
                results: components["schemas"]["PasswordSlip"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_RecordItem: {
            /** @description A record that was handed over. */
            data: {
                /**
                 * Format: uuid
                 * @description The record that was made of it, where it could not be applied as it is.
                 */
                became?: string | null;
                candidateId: components["schemas"]["CandidateId"] | null;
                capturedAt: components["schemas"]["Timestamp"] | null;
                /** @description Who captured it. */
                capturedBy: components["schemas"]["UserId"];
                centreId: components["schemas"]["CentreId"] | null;
                code: components["schemas"]["RecordCode"] | null;
                conflictId?: components["schemas"]["ConflictId"] | null;
                decidedAt?: components["schemas"]["Timestamp"] | null;
                decidedBy?: components["schemas"]["UserId"] | null;
                decision?: components["schemas"]["RecordDecision"] | null;
                /** @description With which device. */
                deviceId: string | null;
                entityType: components["schemas"]["EntityType"] | null;
                /** @description That in a sentence. */
                error: string | null;
                /**
                 * Format: uuid
                 * @description The device's; null where it could not be read.
                 */
                id: string | null;
                /** @description Whether an image is kept with it. */
                imageKept: boolean;
                /** @description Whether a capture token proves that. */
                proved: boolean;
                /** @description Whether it could be read as a record. What could not is kept as it came. */
                readable: boolean;
                /** @description When it came. */
                receivedAt: components["schemas"]["Timestamp"];
                /**
                 * Format: uuid
                 * @description The server's id of it.
                 */
                recordId: string;
                rollNumber: components["schemas"]["RollNumber"] | null;
                /** @description Where it stands. */
                status: components["schemas"]["RecordStatus"];
                /** @description Who handed it over last. */
                uploadedBy: components["schemas"]["UserId"];
                waitingFor: components["schemas"]["WaitingFor"] | null;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_RecordPage: {
            /** @description A page of records. */
            data: {
                /** @description The records, the oldest first. */
                items: components["schemas"]["RecordItem"][];
                /** @description What to send as `cursor` for the next page; null on the last. */
                nextCursor: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_ReviewResults: {
            /** @description What became of many alerts. */
            data: {
                /** @description One an alert, in the order in which they were named. */
                results: components["schemas"]["ReviewResult"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_ScannedSheet: {
            /** @description A sheet that was registered. */
            data: {
                /** @description Its barcode. */
                barcode: components["schemas"]["Barcode"];
                /** @description The exam. */
                examId: components["schemas"]["ExamId"];
                /** @description Where its image lies. */
                omrImageUrl?: string | null;
                /** @description When. */
                scannedAt: components["schemas"]["Timestamp"];
                /** @description By whom. */
                scannedBy: components["schemas"]["UserId"];
                /** @description `scanned`. */
                status: components["schemas"]["SheetStatus"];
                /** @description Whether it is bound: not yet. */
                validated: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_SecondFactorSecret: {
            /** @description The secret of a second factor, shown this once. A login needs a code of it as soon as a first one was confirmed. */
            data: {
                /** @description In base32, to be typed into an authenticator. */
                secret: string;
                /** @description `otpauth://totp/…`, to be shown to an authenticator as a QR code. */
                uri: string;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_SheetState: {
            /** @description Where a sheet stands. */
            data: {
                /** @description Its barcode. */
                barcode: components["schemas"]["Barcode"];
                /** @description The exam. */
                examId: components["schemas"]["ExamId"];
                /** @description Where it stands. */
                status: components["schemas"]["SheetStatus"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Slot: {
            /** @description A slot. */
            data: {
                /** @description Its centre. */
                centreId: components["schemas"]["CentreId"];
                /**
                 * Format: int64
                 * @description The candidates it holds.
                 */
                currentCount: number;
                endTime?: components["schemas"]["Timestamp"] | null;
                /** @description Its exam. */
                examId: components["schemas"]["ExamId"];
                gateCloses?: components["schemas"]["Timestamp"] | null;
                gateOpens?: components["schemas"]["Timestamp"] | null;
                /** @description Its id. */
                id: components["schemas"]["SlotId"];
                /**
                 * Format: int64
                 * @description The most candidates it may hold.
                 */
                maxCandidates?: number | null;
                /** @description Its name, unique in its exam and centre. */
                slotName: components["schemas"]["Line"];
                startTime?: components["schemas"]["Timestamp"] | null;
                /** @description Where it stands now. */
                status: components["schemas"]["SlotStatus"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_SlotResults: {
            /** @description What became of many slots. */
            data: {
                /** @description One a centre. */
                results: components["schemas"]["SlotResult"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_StaffResults: {
            /** @description What became of a list of accounts. */
            data: {
                /**
                 * Format: int64
                 * @description Accounts that were created.
                 */
                created: number;
                /**
                 * Format: int64
                 * @description Rows of which no account was created.
                 */
                failed: number;
                /** @description One a row, in order. */
                results: components["schemas"]["StaffResult"][];
                /**
                 * Format: int64
                 * @description Accounts that were there.
                 */
                unchanged: number;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_StateResults: {
            /** @description What became of the records that were asked after. */
            data: {
                /** @description One a record, in order. */
                results: components["schemas"]["StateResult"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Story: {
            /** @description Everything about one candidate. */
            data: {
                /** @description Who, and how far they are now. */
                candidate: components["schemas"]["CandidateView"];
                /** @description False where there is more than that; the audit log has all of it. */
                complete: boolean;
                /** @description What happened, in order of time: of what was captured offline by the device's clock. At most the first 1000 of it. */
                items: components["schemas"]["StoryItem"][];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_SyncStatus: {
            /** @description How far the devices of an exam are. */
            data: components["schemas"]["StatusCounts"] & {
                /** @description By operator and device. */
                devices: components["schemas"]["DeviceStatus"][];
                /** @description The exam. */
                examId: components["schemas"]["ExamId"];
                /** @description Whether there are more operators and devices than are told; the sums are over all of them. */
                truncated: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Tokens: {
            /** @description A pair of tokens, and whose they are. */
            data: {
                /** @description To be sent as `Authorization: Bearer …`. */
                accessToken: string;
                /**
                 * Format: int64
                 * @description Seconds that the access token lives.
                 */
                expiresIn: number;
                /** @description To be exchanged for the next pair; not there where the browser keeps it in a cookie. */
                refreshToken?: string;
                /** @description Whose they are. */
                user: components["schemas"]["Me"];
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_Uploaded: {
            /** @description What is answered: the results of a batch, or the one of the plan's form. */
            data: components["schemas"]["BatchResults"] | components["schemas"]["RecordResult"];
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a success. */
        Envelope_WithdrawnPassword: {
            /** @description What became of a password that was to be taken back. */
            data: {
                /** @description From when on it is over. */
                expiresAt: components["schemas"]["Timestamp"];
                /** @description The password. */
                passwordId: components["schemas"]["PasswordId"];
                /** @description Whether it opens nothing any more; false where somebody had used it. */
                withdrawn: boolean;
            };
            /** @description Always true. */
            success: boolean;
        };
        /** @description The envelope of a failure; the shape of details follows from the code. */
        ErrorBody: {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "UNAUTHENTICATED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "BUSY" | "INTERNAL" | "FORBIDDEN" | "PASSWORD_CHANGE_REQUIRED" | "SECOND_FACTOR_SETUP_REQUIRED" | "EXAM_NOT_FOUND" | "CENTRE_NOT_FOUND" | "SLOT_NOT_FOUND" | "OPERATOR_NOT_FOUND" | "CANDIDATE_NOT_FOUND" | "ATTENDANCE_NOT_FOUND" | "ATTEMPT_NOT_FOUND" | "PHOTO_NOT_FOUND" | "IMAGE_NOT_FOUND" | "ASSIGNMENT_NOT_FOUND" | "OMR_NOT_FOUND" | "CODE_EXISTS" | "SLOT_EXISTS" | "ALREADY_ASSIGNED" | "SLOT_FULL" | "NO_SLOT_ASSIGNED" | "ATTENDANCE_REQUIRED" | "BIOMETRICS_EXIST" | "OPERATOR_MISMATCH" | "SLOT_ENDED" | "FACE_NOT_ENROLLED" | "FACE_NOT_DETECTED" | "DUPLICATE_IMAGE" | "OPERATOR_FACE" | "ATTEMPTS_EXHAUSTED" | "FINGERPRINT_EXISTS" | "BIOMETRIC_EXISTS" | "BARCODE_EXISTS" | "BARCODE_MISMATCH" | "OMR_ALREADY_VALIDATED" | "CANDIDATE_HAS_OMR" | "OMR_VOID" | "INVALID_CREDENTIALS" | "SECOND_FACTOR_REQUIRED" | "SECOND_FACTOR_EXISTS" | "SECOND_FACTOR_NOT_FOUND" | "SECOND_FACTOR_MANDATORY" | "TOKEN_REUSED" | "INVALID_DOWNLOAD_PASSWORD" | "PASSWORD_NOT_FOUND" | "INVALID_DOWNLOAD_TOKEN" | "CONFLICT_NOT_FOUND" | "CONFLICT_RESOLVED" | "RECORD_NOT_FOUND" | "RECORD_DECIDED" | "QUEUE_UNREADABLE" | "SLOT_BY_TIME" | "ALERT_NOT_FOUND" | "EVENT_NOT_FOUND" | "CHECKPOINT_NOT_FOUND" | "IDEMPOTENCY_MISMATCH";
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "VALIDATION";
            details: components["schemas"]["InvalidFields"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "PAYLOAD_TOO_LARGE";
            details: components["schemas"]["TooMuch"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "DEPENDENCY_UNAVAILABLE";
            details?: components["schemas"]["Health"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "ATTENDANCE_EXISTS";
            details: components["schemas"]["Existing"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "STATION_INCOMPLETE";
            details: components["schemas"]["StillMissing"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "MULTIPLE_FACES";
            details: components["schemas"]["FaceCount"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "IMAGE_QUALITY";
            details: components["schemas"]["BadPicture"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "IMAGE_UNREADABLE";
            details?: components["schemas"]["BadPicture"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        } | {
            /**
             * @description The stable code.
             * @enum {string}
             */
            code: "IMPORT_REJECTED";
            details: components["schemas"]["BadCells"];
            /** @description A sentence for a person. */
            error: string;
            /**
             * @description Always false.
             * @enum {boolean}
             */
            success: false;
        };
        /**
         * @description The stable code of a failure.
         * @enum {string}
         */
        ErrorCode: "VALIDATION" | "UNAUTHENTICATED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "BUSY" | "DEPENDENCY_UNAVAILABLE" | "INTERNAL" | "FORBIDDEN" | "PASSWORD_CHANGE_REQUIRED" | "SECOND_FACTOR_SETUP_REQUIRED" | "EXAM_NOT_FOUND" | "CENTRE_NOT_FOUND" | "SLOT_NOT_FOUND" | "OPERATOR_NOT_FOUND" | "CANDIDATE_NOT_FOUND" | "ATTENDANCE_NOT_FOUND" | "ATTEMPT_NOT_FOUND" | "PHOTO_NOT_FOUND" | "IMAGE_NOT_FOUND" | "ASSIGNMENT_NOT_FOUND" | "OMR_NOT_FOUND" | "CODE_EXISTS" | "SLOT_EXISTS" | "ALREADY_ASSIGNED" | "IMPORT_REJECTED" | "SLOT_FULL" | "NO_SLOT_ASSIGNED" | "ATTENDANCE_REQUIRED" | "ATTENDANCE_EXISTS" | "BIOMETRICS_EXIST" | "OPERATOR_MISMATCH" | "SLOT_ENDED" | "FACE_NOT_ENROLLED" | "FACE_NOT_DETECTED" | "MULTIPLE_FACES" | "IMAGE_QUALITY" | "IMAGE_UNREADABLE" | "DUPLICATE_IMAGE" | "OPERATOR_FACE" | "ATTEMPTS_EXHAUSTED" | "FINGERPRINT_EXISTS" | "STATION_INCOMPLETE" | "BIOMETRIC_EXISTS" | "BARCODE_EXISTS" | "BARCODE_MISMATCH" | "OMR_ALREADY_VALIDATED" | "CANDIDATE_HAS_OMR" | "OMR_VOID" | "INVALID_CREDENTIALS" | "SECOND_FACTOR_REQUIRED" | "SECOND_FACTOR_EXISTS" | "SECOND_FACTOR_NOT_FOUND" | "SECOND_FACTOR_MANDATORY" | "TOKEN_REUSED" | "INVALID_DOWNLOAD_PASSWORD" | "PASSWORD_NOT_FOUND" | "INVALID_DOWNLOAD_TOKEN" | "CONFLICT_NOT_FOUND" | "CONFLICT_RESOLVED" | "RECORD_NOT_FOUND" | "RECORD_DECIDED" | "QUEUE_UNREADABLE" | "SLOT_BY_TIME" | "ALERT_NOT_FOUND" | "EVENT_NOT_FOUND" | "CHECKPOINT_NOT_FOUND" | "IDEMPOTENCY_MISMATCH";
        /**
         * Format: uuid
         * @description One entry of the journal.
         */
        EventId: string;
        /** @description An exam. */
        Exam: {
            /** @description Its unique code. */
            code: components["schemas"]["Code"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
            /** @description Who created it. */
            createdBy: components["schemas"]["UserId"];
            /** @description Its id. */
            id: components["schemas"]["ExamId"];
            /** @description Its name. */
            name: components["schemas"]["Line"];
            /** @description The settings in force. */
            settings: components["schemas"]["ExamSettings"];
        };
        /**
         * Format: uuid
         * @description An exam.
         */
        ExamId: string;
        /** @description The settings of an exam. */
        ExamSettings: {
            /**
             * @description Whether an operator may approve a mismatch with a reason, without a supervisor.
             * @default false
             */
            allowMismatchApproval: boolean;
            /**
             * @description Which engine compares faces.
             * @default local
             */
            faceEngine: components["schemas"]["FaceEngine"];
            /**
             * @description What compares them when `faceEngine` is another one than the local and does not answer.
             * @default none
             */
            faceFallback: components["schemas"]["FaceFallback"];
            /**
             * Format: double
             * @description Match percentage from which a face counts as verified; 90 to 100. The same percentage is another error rate with
             *     another `faceEngine`.
             * @default 96.5
             */
            faceThreshold: number;
            /**
             * Format: int32
             * @description Minutes around a slot in which work is ordinary; 0 to 1440.
             * @default 30
             */
            graceMinutes: number;
            /**
             * @description Whether a gate shows photograph and roll number without the name.
             * @default false
             */
            hideNamesAtGate: boolean;
            /**
             * Format: int32
             * @description Comparisons a candidate may have; 1 to 20.
             * @default 3
             */
            maxFaceAttempts: number;
            /**
             * Format: int32
             * @description Seconds between attendance and close under which an alert is raised; 0 to 3600.
             * @default 5
             */
            minVerificationSeconds: number;
            /**
             * @description Who may go on at station 2.
             * @default same_person
             */
            operatorRule: components["schemas"]["OperatorRule"];
            /**
             * @description Whether the station closes only with a fingerprint or its exception.
             * @default true
             */
            requireFingerprint: boolean;
            /**
             * @description Whether the station closes only with a bound OMR sheet.
             * @default true
             */
            requireOmr: boolean;
            /**
             * Format: int32
             * @description Days after which the exam's personal data may be erased; 1 to 36500.
             * @default 365
             */
            retentionDays: number;
            /**
             * @description How slots become active.
             * @default manual
             */
            slotActivation: components["schemas"]["SlotActivation"];
            /**
             * @description Whether stations refuse what comes after the end (and its grace).
             * @default false
             */
            strictAfterEnd: boolean;
        };
        /** @description An exam, as somebody reads it. */
        ExamView: {
            /** @description Its unique code. */
            code: components["schemas"]["Code"];
            /** @description When it was created. */
            createdAt: components["schemas"]["Timestamp"];
            createdBy?: components["schemas"]["UserId"] | null;
            /** @description Its id. */
            id: components["schemas"]["ExamId"];
            /** @description Its name. */
            name: components["schemas"]["Line"];
            /** @description The settings in force; to an operator those that a station goes by. */
            settings: components["schemas"]["ExamSettings"];
        };
        /** @description Of `ATTENDANCE_EXISTS`: the mark that stands. */
        Existing: {
            existing: components["schemas"]["Attendance"] | null;
        };
        /** @description Of `MULTIPLE_FACES`: how many were found. */
        FaceCount: {
            /** @description Faces in the picture. */
            faces: number;
        };
        /**
         * @description Which engine compares faces.
         * @enum {string}
         */
        FaceEngine: "local" | "rekognition";
        /**
         * @description What scores a face when the exam's engine does not answer.
         * @enum {string}
         */
        FaceFallback: "none" | "local";
        /**
         * Format: uuid
         * @description An enrolled face.
         */
        FaceId: string;
        /** @description What a comparison gave. */
        FaceVerification: {
            /**
             * Format: int32
             * @description The number of this attempt.
             */
            attempt: number;
            /** @description Its id. */
            attemptId: components["schemas"]["AttemptId"];
            /**
             * Format: int32
             * @description Attempts that are left.
             */
            attemptsLeft: number;
            /** @description The engine that compared. */
            engine: string;
            /**
             * Format: double
             * @description Calibrated match percentage, two decimals; the real one also under the threshold.
             */
            matchPercentage: number;
            /** @description A sentence for the operator. */
            message: string;
            /**
             * Format: double
             * @description The exam's threshold.
             */
            threshold: number;
            /** @description Whether the percentage reaches the threshold, and the picture is no copy of the enrolled photograph. */
            verified: boolean;
            /**
             * @description Whether a supervisor has to settle it: a copy of the enrolled photograph, or the last attempt; never where an
             *     attempt verified the face.
             */
            waitsForSupervisor: boolean;
        };
        /** @description The comparisons of a candidate. */
        FaceView: {
            /**
             * Format: int32
             * @description Comparisons that were kept.
             */
            attempts: number;
            /**
             * Format: double
             * @description The percentage of the verified one, else the best.
             */
            matchPercentage?: number | null;
            /** @description Whether one of the comparisons verified the face. */
            verified: boolean;
        };
        /** @description The fields of a request that cannot be used, each with what is wrong; the empty name is the whole of it. */
        Fields: {
            [key: string]: string;
        };
        /** @description A capture. */
        FingerprintCapture: {
            /** @description When. */
            captureTimestamp: components["schemas"]["Timestamp"];
            /** @description False for an exception. */
            captured: boolean;
            /** @description Whether it is encrypted: always, where there is an image. */
            encrypted?: boolean | null;
            /** @description Why there is no image. */
            exceptionReason?: string | null;
            /** @description Its id. */
            id: components["schemas"]["FingerprintId"];
            /**
             * Format: double
             * @description Computed quality, 0 to 100.
             */
            imageQuality?: number | null;
            /** @description Where the image lies; nobody can fetch it. */
            storageLocation?: string | null;
        };
        /**
         * Format: uuid
         * @description A captured fingerprint, or its recorded exception.
         */
        FingerprintId: string;
        /** @description Whether a fingerprint was captured. */
        FingerprintStatus: {
            captureTimestamp?: components["schemas"]["Timestamp"] | null;
            /** @description Whether there is an image. */
            captured: boolean;
            /** @description Why there is no image. */
            exceptionReason?: string | null;
            /**
             * Format: double
             * @description Computed quality, 0 to 100.
             */
            imageQuality?: number | null;
            /** @description Where the image lies; nobody can fetch it. */
            storageLocation?: string | null;
        };
        /** @description The fingerprint of a candidate. */
        FingerprintView: {
            /** @description Whether there is an image; false for a recorded exception. */
            captured: boolean;
        };
        /** @description What becomes of the gates that are open: each goes on at the rate of its last 10 whole minutes until it closes. */
        Forecast: {
            /**
             * Format: int64
             * @description Who will be inside when their gate closes.
             */
            insideAtClose: number;
            /**
             * Format: int64
             * @description Who will be outside then.
             */
            outsideAtClose: number;
            /**
             * Format: double
             * @description Candidates a minute, through all of these gates.
             */
            rate: number;
        };
        /** @description What becomes of each centre whose gates are open. */
        Forecasts: {
            /** @description By centre; one without an open gate is left out, and one in the first minute of its gate. */
            items: components["schemas"]["CentreForecast"][];
        };
        /** @description A sheet that was looked up. */
        FoundSheet: {
            /** @description Up to which moment changes are in this answer for certain. */
            asOf: components["schemas"]["Timestamp"];
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            candidateId?: components["schemas"]["CandidateId"] | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Where its image lies. */
            omrImageUrl?: string | null;
            rollNumber?: components["schemas"]["RollNumber"] | null;
            /** @description When it was scanned. */
            scannedAt: components["schemas"]["Timestamp"];
            /** @description By whom. */
            scannedBy: components["schemas"]["UserId"];
            /** @description Where it stands. */
            status: components["schemas"]["SheetStatus"];
            /** @description Whether it is bound. */
            validated: boolean;
        };
        /** @description The gates that open and close at the same time. */
        GateView: {
            /** @description When they close. */
            closes: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description The candidates of their slots.
             */
            expected: number;
            opens?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description Those of them who are present by now, also where their gate had closed before it was marked.
             */
            present: number;
        };
        /** @description A password that is wanted. */
        GeneratePassword: {
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description The exam that it opens. */
            examId: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description Minutes until it is over.
             * @default 30
             */
            expiryMinutes: number | null;
            operatorId?: components["schemas"]["UserId"] | null;
        };
        /** @description Passwords that are wanted, one each. */
        GeneratePasswords: {
            /** @description The exam that they open. */
            examId: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description Minutes until they are over.
             * @default 30
             */
            expiryMinutes: number | null;
            /**
             * @description Ids of operators or supervisors, each of whom alone may use theirs, and of centres, at which alone theirs may be
             *     used; each once.
             */
            for: string[];
        };
        /** @description A password, shown this once. */
        GeneratedPassword: {
            /** @description From when on it is over. */
            expiresAt: components["schemas"]["Timestamp"];
            /** @description Four groups of five symbols, to be read out: no I, L, O and U. */
            password: string;
            /** @description Its id. */
            passwordId: components["schemas"]["PasswordId"];
        };
        /** @description The right to fetch a package. */
        GivenDownload: {
            /** @description To be sent as `X-Download-Token`; good for this user alone. */
            downloadToken: string;
            /** @description From when on it is over. */
            expiresAt: components["schemas"]["Timestamp"];
            /** @description Where the package is: a path. */
            packageUrl: string;
        };
        /** @description A password that was given to somebody, to be changed at their next login. */
        GivenPassword: {
            /** @description Whose it is. */
            operatorId: components["schemas"]["UserId"];
            /** @description The password, where it was made here: shown this once. */
            password?: string;
            /**
             * Format: int64
             * @description The sessions that it ended.
             */
            sessionsEnded: number;
        };
        /** @description To whom, and why. */
        HandOver: {
            /** @description The operator who goes on. */
            operatorId: components["schemas"]["UserId"];
            /** @description Why. */
            reason: components["schemas"]["Line"];
        };
        /** @description Whether the server can answer. */
        Health: {
            /** @description Each part. */
            dependencies: components["schemas"]["DependencyHealth"][];
            /** @description `up`, or `down` when a part that is needed is down. */
            status: string;
        };
        /** @description What the server makes of it. */
        Heard: {
            /**
             * Format: int64
             * @description Seconds that the device's clock is ahead; negative: behind.
             */
            clockOffsetSeconds: number;
            /** @description False when the clock is more than 10 minutes off: an alert was raised. */
            clockPlausible: boolean;
            /** @description What time it is on the server. */
            serverTime: components["schemas"]["Timestamp"];
        };
        /** @description A form with a roster. */
        ImportForm: {
            /** @description Check everything, write nothing. */
            dryRun?: boolean;
        };
        /** @description What an import did. */
        Imported: {
            /** @description The codes of the centres that the file makes. */
            centresCreated: string[];
            /**
             * Format: int64
             * @description Rows that the spreadsheet does not show; they are among the others.
             */
            hiddenRows: number;
            /**
             * Format: int64
             * @description New candidates.
             */
            imported: number;
            /** @description What became of the photographs. */
            photos: components["schemas"]["Photos"];
            /** @description When the slots of the file are after it, by name and times: the first 50 of those that have any. */
            slotTimes: components["schemas"]["ImportedTimes"][];
            /** @description The names of the slots that the file makes, each once however many centres have it. */
            slotsCreated: string[];
            /** @description The names of the slots whose times the file changes, each once. */
            slotsUpdated: string[];
            /**
             * Format: int64
             * @description Candidates that were so already.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Candidates that were changed.
             */
            updated: number;
            /**
             * Format: int32
             * @description Minutes east of UTC of the times of the file that name no zone.
             */
            utcOffsetMinutes: number;
        };
        /** @description When slots of one name are, at so many centres. */
        ImportedTimes: {
            /**
             * Format: int64
             * @description At how many centres they are at these times.
             */
            centres: number;
            endTime?: components["schemas"]["Timestamp"] | null;
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /** @description Their name. */
            slotName: string;
            startTime?: components["schemas"]["Timestamp"] | null;
        };
        /** @description A proof that an entry is in the log (RFC 9162, section 2.1.3). */
        InclusionProof: {
            /** @description The signed note of the tree that the proof leads to. */
            checkpoint: string;
            /** @description The hashes beside the way from the leaf to the root, in base64. */
            hashes: string[];
            /** @description The exact bytes of the leaf, in base64. */
            leaf: string;
            /** @description SHA-256 of a zero byte and the leaf, in base64. */
            leafHash: string;
            /**
             * Format: int64
             * @description The number of the entry less one.
             */
            leafIndex: number;
            /**
             * Format: int64
             * @description The size of the tree of `checkpoint`.
             */
            treeSize: number;
        };
        /** @description Of `VALIDATION`: what does not fit. */
        InvalidFields: {
            /** @description By field; the empty name is the whole request. */
            fields: components["schemas"]["Fields"];
        };
        /**
         * @description A line of free text for people: a name, a slot's name, a reason. Trimmed, 1 to 200 characters,
         *     no control characters. Text that looks like a spreadsheet formula is text.
         */
        Line: string;
        /**
         * @description Kinds of update.
         * @enum {string}
         */
        LiveEvent: "attendance_update" | "biometric_update" | "status_change" | "sync_update" | "alert";
        /** @description A login. */
        LogIn: {
            /** @description A code of the account's second factor, where it has one. */
            code?: string | null;
            deviceId?: components["schemas"]["Line"] | null;
            /** @description Its password. */
            password: string;
            session?: components["schemas"]["SessionForm"] | null;
            /** @description The account's name. */
            username: string;
        };
        /** @description A mark; one of `candidateId` and `rollNumber`. */
        MarkAttendance: {
            candidateId?: components["schemas"]["CandidateId"] | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
            rollNumber?: components["schemas"]["RollNumber"] | null;
            status?: components["schemas"]["AttendanceStatus"] | null;
        };
        /** @description The account behind a token. */
        Me: {
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description The exams of an observer; those in which an operator has a slot. */
            examIds: components["schemas"]["ExamId"][];
            /** @description Its id. */
            id: components["schemas"]["UserId"];
            /** @description Whether the password was given to it: then it chooses another (`POST /api/auth/password`) before anything else. */
            mustChangePassword: boolean;
            /** @description The person's name. */
            name: components["schemas"]["Line"];
            /** @description What it may do. */
            role: components["schemas"]["Role"];
            /** @description How far it is with its second factor. */
            secondFactor: components["schemas"]["SecondFactor"];
            /** @description Whether it has to have one: then it sets one up (`POST /api/auth/second-factor`) before anything else. */
            secondFactorRequired: boolean;
            /** @description The name it logs in with. */
            username: components["schemas"]["Username"];
        };
        /**
         * @description Whether it came up at once or with a record that was made offline.
         * @enum {string}
         */
        Mode: "online" | "offline";
        /** @description A record that was captured offline; one of `candidateId` and `rollNumber`. */
        OfflineRecord: {
            candidateId?: components["schemas"]["CandidateId"] | null;
            /** @description Proof of who captured it; without one the uploader did. */
            captureToken?: string | null;
            /** @description When it was captured, by the device's clock. */
            capturedAt: components["schemas"]["Timestamp"];
            /**
             * @description `attendance {status}`, `face {image}`, `fingerprint {image | exceptionReason, finger?, captureDeviceId?}`,
             *     `omr {barcode, image?}`, `biometric {override?}`; images in base64.
             */
            data?: Record<string, unknown>;
            /** @description What it is of. */
            entityType: components["schemas"]["EntityType"];
            /**
             * Format: uuid
             * @description Its id, made on the device.
             */
            id: string;
            rollNumber?: components["schemas"]["RollNumber"] | null;
        };
        /** @description The sheet of a candidate. */
        OmrView: {
            /** @description The barcode of the bound sheet. */
            barcode: components["schemas"]["Barcode"];
        };
        /** @description An operator's own face that was enrolled. */
        OperatorFace: {
            /** @description The engine. */
            engine: string;
            /** @description Whose. */
            operatorId: components["schemas"]["UserId"];
            /** @description What was measured of the picture. */
            quality: Record<string, unknown>;
        };
        /** @description The form with which an operator's own face is enrolled. */
        OperatorFaceForm: Record<string, unknown>;
        /**
         * @description Who may go on at station 2.
         * @enum {string}
         */
        OperatorRule: "same_person" | "assigned";
        /** @description A person's decision in place of a verified face. */
        Override: {
            noAttemptReason?: components["schemas"]["Line"] | null;
            /** @description Why. */
            reason: components["schemas"]["Line"];
        };
        /** @description How many seconds a step takes. */
        PaceOfStep: {
            /** @description How many took it. */
            count: number;
            /**
             * Format: int64
             * @description Half of the candidates took no longer.
             */
            medianSeconds: number;
            /**
             * Format: int64
             * @description Nine of ten took no longer.
             */
            p90Seconds: number;
            /** @description Which. */
            step: components["schemas"]["PaceStep"];
        };
        /**
         * @description A step of a candidate's way.
         * @enum {string}
         */
        PaceStep: "wait" | "face" | "fingerprint" | "sheet" | "close" | "station";
        /** @description How many seconds candidates take. */
        PaceView: {
            /**
             * @description Step by step, of the up to 1000 candidates whose stations were closed last; a step that none of them took is left
             *     out.
             */
            steps: components["schemas"]["PaceOfStep"][];
        };
        /**
         * Format: uuid
         * @description A password for one download.
         */
        PasswordId: string;
        /** @description One of many passwords, as it is printed on a slip: shown this once. */
        PasswordSlip: {
            /** @description Why none was made. */
            code?: components["schemas"]["ErrorCode"];
            /** @description From when on it is over. */
            expiresAt?: components["schemas"]["Timestamp"];
            /**
             * Format: uuid
             * @description For whom or where it was wanted.
             */
            for: string;
            /** @description What the slip is headed by: the code of the centre, or the name that the account logs in with. */
            label?: string;
            /** @description The name of the centre or person. */
            name?: string;
            /** @description The password, in groups as [`GeneratedPassword`] has it. */
            password?: string;
            /** @description The password's id, where one was made. */
            passwordId?: components["schemas"]["PasswordId"];
        };
        /** @description Many passwords. */
        PasswordSlips: {
            /** @description One each, in order. */
            results: components["schemas"]["PasswordSlip"][];
        };
        /**
         * @description Why a photograph was not enrolled.
         * @enum {string}
         */
        PhotoCode: "PHOTO_MISSING" | "PHOTO_AMBIGUOUS" | "PHOTO_PACKED" | "VALIDATION" | "UNAUTHENTICATED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "BUSY" | "DEPENDENCY_UNAVAILABLE" | "INTERNAL" | "FORBIDDEN" | "PASSWORD_CHANGE_REQUIRED" | "SECOND_FACTOR_SETUP_REQUIRED" | "EXAM_NOT_FOUND" | "CENTRE_NOT_FOUND" | "SLOT_NOT_FOUND" | "OPERATOR_NOT_FOUND" | "CANDIDATE_NOT_FOUND" | "ATTENDANCE_NOT_FOUND" | "ATTEMPT_NOT_FOUND" | "PHOTO_NOT_FOUND" | "IMAGE_NOT_FOUND" | "ASSIGNMENT_NOT_FOUND" | "OMR_NOT_FOUND" | "CODE_EXISTS" | "SLOT_EXISTS" | "ALREADY_ASSIGNED" | "IMPORT_REJECTED" | "SLOT_FULL" | "NO_SLOT_ASSIGNED" | "ATTENDANCE_REQUIRED" | "ATTENDANCE_EXISTS" | "BIOMETRICS_EXIST" | "OPERATOR_MISMATCH" | "SLOT_ENDED" | "FACE_NOT_ENROLLED" | "FACE_NOT_DETECTED" | "MULTIPLE_FACES" | "IMAGE_QUALITY" | "IMAGE_UNREADABLE" | "DUPLICATE_IMAGE" | "OPERATOR_FACE" | "ATTEMPTS_EXHAUSTED" | "FINGERPRINT_EXISTS" | "STATION_INCOMPLETE" | "BIOMETRIC_EXISTS" | "BARCODE_EXISTS" | "BARCODE_MISMATCH" | "OMR_ALREADY_VALIDATED" | "CANDIDATE_HAS_OMR" | "OMR_VOID" | "INVALID_CREDENTIALS" | "SECOND_FACTOR_REQUIRED" | "SECOND_FACTOR_EXISTS" | "SECOND_FACTOR_NOT_FOUND" | "SECOND_FACTOR_MANDATORY" | "TOKEN_REUSED" | "INVALID_DOWNLOAD_PASSWORD" | "PASSWORD_NOT_FOUND" | "INVALID_DOWNLOAD_TOKEN" | "CONFLICT_NOT_FOUND" | "CONFLICT_RESOLVED" | "RECORD_NOT_FOUND" | "RECORD_DECIDED" | "QUEUE_UNREADABLE" | "SLOT_BY_TIME" | "ALERT_NOT_FOUND" | "EVENT_NOT_FOUND" | "CHECKPOINT_NOT_FOUND" | "IDEMPOTENCY_MISMATCH";
        /** @description What became of the photographs. */
        Photos: {
            /**
             * Format: int64
             * @description Photographs of this file that are enrolled now.
             */
            enrolled: number;
            /** @description Those that are not. */
            rejected: components["schemas"]["RejectedPhoto"][];
        };
        /** @description A form with the file of an exported queue. */
        QueueForm: {
            /**
             * Format: binary
             * @description The file: `mpa-queue/1`, encrypted by age to the `exportRecipient` of the package.
             */
            file: Blob;
        };
        /** @description Why. */
        Reason: {
            /** @description Why. */
            reason: components["schemas"]["Line"];
        };
        /** @description A batch of records, at most 500 or 32 MiB. */
        RecordBatch: {
            /** @description The device, as it names itself. */
            deviceId: components["schemas"]["Line"];
            /** @description The device's clock, now; where it cannot be read, how far the clock is off is not known. */
            deviceTime: components["schemas"]["Timestamp"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
            /** @description The records, in any order. They are read one by one, so that a bad one stops no other. */
            records: components["schemas"]["OfflineRecord"][];
        };
        /**
         * @description Why a record waits or was refused.
         * @enum {string}
         */
        RecordCode: "RECORD_ID_REUSED" | "INVALID_CAPTURE_TOKEN" | "FACE_NOT_VERIFIED" | "OVERRIDE_UNCONFIRMED" | "ATTENDANCE_UNDONE" | "SCORING" | "VALIDATION" | "UNAUTHENTICATED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED" | "BUSY" | "DEPENDENCY_UNAVAILABLE" | "INTERNAL" | "FORBIDDEN" | "PASSWORD_CHANGE_REQUIRED" | "SECOND_FACTOR_SETUP_REQUIRED" | "EXAM_NOT_FOUND" | "CENTRE_NOT_FOUND" | "SLOT_NOT_FOUND" | "OPERATOR_NOT_FOUND" | "CANDIDATE_NOT_FOUND" | "ATTENDANCE_NOT_FOUND" | "ATTEMPT_NOT_FOUND" | "PHOTO_NOT_FOUND" | "IMAGE_NOT_FOUND" | "ASSIGNMENT_NOT_FOUND" | "OMR_NOT_FOUND" | "CODE_EXISTS" | "SLOT_EXISTS" | "ALREADY_ASSIGNED" | "IMPORT_REJECTED" | "SLOT_FULL" | "NO_SLOT_ASSIGNED" | "ATTENDANCE_REQUIRED" | "ATTENDANCE_EXISTS" | "BIOMETRICS_EXIST" | "OPERATOR_MISMATCH" | "SLOT_ENDED" | "FACE_NOT_ENROLLED" | "FACE_NOT_DETECTED" | "MULTIPLE_FACES" | "IMAGE_QUALITY" | "IMAGE_UNREADABLE" | "DUPLICATE_IMAGE" | "OPERATOR_FACE" | "ATTEMPTS_EXHAUSTED" | "FINGERPRINT_EXISTS" | "STATION_INCOMPLETE" | "BIOMETRIC_EXISTS" | "BARCODE_EXISTS" | "BARCODE_MISMATCH" | "OMR_ALREADY_VALIDATED" | "CANDIDATE_HAS_OMR" | "OMR_VOID" | "INVALID_CREDENTIALS" | "SECOND_FACTOR_REQUIRED" | "SECOND_FACTOR_EXISTS" | "SECOND_FACTOR_NOT_FOUND" | "SECOND_FACTOR_MANDATORY" | "TOKEN_REUSED" | "INVALID_DOWNLOAD_PASSWORD" | "PASSWORD_NOT_FOUND" | "INVALID_DOWNLOAD_TOKEN" | "CONFLICT_NOT_FOUND" | "CONFLICT_RESOLVED" | "RECORD_NOT_FOUND" | "RECORD_DECIDED" | "QUEUE_UNREADABLE" | "SLOT_BY_TIME" | "ALERT_NOT_FOUND" | "EVENT_NOT_FOUND" | "CHECKPOINT_NOT_FOUND" | "IDEMPOTENCY_MISMATCH";
        /**
         * @description What a supervisor makes of a record that waits for one.
         * @enum {string}
         */
        RecordDecision: "apply" | "discard";
        /**
         * @description What is told of a record.
         * @enum {string}
         */
        RecordFate: "synced" | "duplicate" | "conflict" | "pending" | "failed";
        /** @description A form with the JSON part `batch` and images named by the records' ids. */
        RecordForm: {
            /** @description The batch, or the plan's form, as it came. */
            batch: components["schemas"]["RecordUpload"];
        };
        /** @description A record that was handed over. */
        RecordItem: {
            /**
             * Format: uuid
             * @description The record that was made of it, where it could not be applied as it is.
             */
            became?: string | null;
            candidateId: components["schemas"]["CandidateId"] | null;
            capturedAt: components["schemas"]["Timestamp"] | null;
            /** @description Who captured it. */
            capturedBy: components["schemas"]["UserId"];
            centreId: components["schemas"]["CentreId"] | null;
            code: components["schemas"]["RecordCode"] | null;
            conflictId?: components["schemas"]["ConflictId"] | null;
            decidedAt?: components["schemas"]["Timestamp"] | null;
            decidedBy?: components["schemas"]["UserId"] | null;
            decision?: components["schemas"]["RecordDecision"] | null;
            /** @description With which device. */
            deviceId: string | null;
            entityType: components["schemas"]["EntityType"] | null;
            /** @description That in a sentence. */
            error: string | null;
            /**
             * Format: uuid
             * @description The device's; null where it could not be read.
             */
            id: string | null;
            /** @description Whether an image is kept with it. */
            imageKept: boolean;
            /** @description Whether a capture token proves that. */
            proved: boolean;
            /** @description Whether it could be read as a record. What could not is kept as it came. */
            readable: boolean;
            /** @description When it came. */
            receivedAt: components["schemas"]["Timestamp"];
            /**
             * Format: uuid
             * @description The server's id of it.
             */
            recordId: string;
            rollNumber: components["schemas"]["RollNumber"] | null;
            /** @description Where it stands. */
            status: components["schemas"]["RecordStatus"];
            /** @description Who handed it over last. */
            uploadedBy: components["schemas"]["UserId"];
            waitingFor: components["schemas"]["WaitingFor"] | null;
        };
        /** @description A page of records. */
        RecordPage: {
            /** @description The records, the oldest first. */
            items: components["schemas"]["RecordItem"][];
            /** @description What to send as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description What became of a record. */
        RecordResult: components["schemas"]["Scores"] & {
            code?: components["schemas"]["RecordCode"] | null;
            conflictId?: components["schemas"]["ConflictId"] | null;
            /** @description That in a sentence. */
            error?: string | null;
            /** @description The device's id of it; null where there was none. */
            id: string | null;
            /** @description What became of it. */
            status: components["schemas"]["RecordFate"];
        };
        /**
         * @description What became of a record, as a device is told.
         * @enum {string}
         */
        RecordState: "synced" | "duplicate" | "conflict" | "pending" | "failed" | "unknown";
        /**
         * @description Where a record stands.
         * @enum {string}
         */
        RecordStatus: "pending" | "synced" | "conflict" | "failed" | "superseded";
        /** @description What is handed over: a batch, or the plan's form. */
        RecordUpload: components["schemas"]["RecordBatch"] | components["schemas"]["SingleRecord"];
        /** @description A refresh token. */
        Refresh: {
            /** @description As it was given. */
            refreshToken: string;
        };
        /** @description A photograph that was not enrolled. */
        RejectedPhoto: {
            /** @description Why, such as `FACE_NOT_DETECTED` or `PHOTO_MISSING`. */
            code: components["schemas"]["PhotoCode"];
            /** @description What to do about it, where the code does not say it. */
            message?: string | null;
            /** @description The file in the archive, as the row names it. */
            photo: string;
            /** @description The roll number. */
            rollNumber: string;
            /**
             * Format: int64
             * @description The row of the roster; the header is row 1.
             */
            row: number;
        };
        /** @description Whoever turns a second factor off shows both. */
        RemoveSecondFactor: {
            /** @description A code that was not used yet. */
            code: string;
            /** @description The account's password. */
            password: string;
        };
        /** @description A new password for somebody else. */
        ResetPassword: {
            /** @description 8 to 128 characters; left out: one is made. */
            password?: string | null;
        };
        /** @description A decision. */
        ResolveConflict: {
            /** @description With `use_new`: the `data` to apply in place of the stored record's. Its image stays. */
            newData?: Record<string, unknown> | null;
            /** @description Why. */
            reason: components["schemas"]["Line"];
            /** @description Which version stands. */
            resolution: components["schemas"]["Choice"];
        };
        /** @description A review. */
        ReviewAlert: {
            /** @description What came of it. */
            note: components["schemas"]["Line"];
            /** @description `reviewed`. */
            status: components["schemas"]["AlertStatus"];
        };
        /** @description A review of many alerts. */
        ReviewAlerts: {
            /** @description Which. */
            ids: components["schemas"]["AlertId"][];
            /** @description What came of them. */
            note: components["schemas"]["Line"];
        };
        /**
         * @description What became of one of them.
         * @enum {string}
         */
        ReviewFate: "reviewed" | "already_reviewed" | "failed";
        /** @description What became of one alert of many. */
        ReviewResult: {
            code?: components["schemas"]["ErrorCode"] | null;
            /** @description Which. */
            id: components["schemas"]["AlertId"];
            /** @description What became of it. */
            status: components["schemas"]["ReviewFate"];
        };
        /** @description What became of many alerts. */
        ReviewResults: {
            /** @description One an alert, in the order in which they were named. */
            results: components["schemas"]["ReviewResult"][];
        };
        /**
         * @description What an account may be.
         * @enum {string}
         */
        Role: "admin" | "supervisor" | "operator" | "observer";
        /** @description A candidate's roll number. */
        RollNumber: string;
        /** @description A form with a sheet and its picture. */
        ScanForm: {
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description `true`: somebody has seen that the picture shows another barcode. It is kept, and told of. */
            confirmMismatch?: boolean;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /**
             * @description A key in this exam's own store, of a picture that the caller's centre captured; the server fetches no address. A
             *     key that is none, or of another centre's picture, is 400 `VALIDATION`; a picture of another sheet 422
             *     `BARCODE_MISMATCH`.
             */
            imageUrl?: string;
            /** @description Who acts: the token's user. */
            operatorId?: components["schemas"]["UserId"];
            /** @description Who scanned: the token's user. */
            scannedBy?: components["schemas"]["UserId"];
        };
        /** @description A sheet to be registered. */
        ScanSheet: {
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description Somebody has seen that the picture shows another barcode: it is kept, and told of. */
            confirmMismatch?: boolean | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /**
             * @description A key in this exam's own store, of a picture that the caller's centre captured; the server fetches no address. A
             *     key that is none, or of another centre's picture, is 400 `VALIDATION`; a picture of another sheet 422
             *     `BARCODE_MISMATCH`.
             */
            imageUrl?: string | null;
            operatorId?: components["schemas"]["UserId"] | null;
            scannedBy?: components["schemas"]["UserId"] | null;
        };
        /** @description A sheet that was registered. */
        ScannedSheet: {
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Where its image lies. */
            omrImageUrl?: string | null;
            /** @description When. */
            scannedAt: components["schemas"]["Timestamp"];
            /** @description By whom. */
            scannedBy: components["schemas"]["UserId"];
            /** @description `scanned`. */
            status: components["schemas"]["SheetStatus"];
            /** @description Whether it is bound: not yet. */
            validated: boolean;
        };
        /** @description What is told of a face as far as it was compared, and whether what waits needs a person. */
        Scores: {
            /**
             * Format: int32
             * @description Of a face: how many attempts its candidate has now.
             */
            attemptsLeft?: number;
            /**
             * Format: double
             * @description Of a face that was compared: the match in percent, the real one also under the threshold.
             */
            matchPercentage?: number;
            /** @description Of a face that was compared: whether this picture verified it. */
            verified?: boolean;
            /** @description Of a face that was compared, and of what is pending: whether nothing goes on before a supervisor has decided. */
            waitsForSupervisor?: boolean;
        };
        /**
         * @description How far an account is with its second factor.
         * @enum {string}
         */
        SecondFactor: "off" | "pending" | "on";
        /** @description The secret of a second factor, shown this once. A login needs a code of it as soon as a first one was confirmed. */
        SecondFactorSecret: {
            /** @description In base32, to be typed into an authenticator. */
            secret: string;
            /** @description `otpauth://totp/…`, to be shown to an authenticator as a QR code. */
            uri: string;
        };
        /** @description A sign of life. While one account speaks for a device of a centre, what others tell of it changes nothing. */
        SendHeartbeat: {
            appVersion?: components["schemas"]["Line"] | null;
            /** @description The device, as it names itself. */
            deviceId: components["schemas"]["Line"];
            /** @description What time it is on the device. */
            deviceTime: components["schemas"]["Timestamp"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            oldestCapturedAt?: components["schemas"]["Timestamp"] | null;
            ready?: components["schemas"]["DeviceReady"] | null;
            /**
             * Format: int32
             * @description Records that wait on it; at most 100,000.
             */
            waiting: number;
        };
        /** @description A message of the server. */
        ServerMessage: {
            /** @description Of which exam. */
            exam_id: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description The last update there is.
             */
            seq: number;
            /** @enum {string} */
            type: "subscribed";
        } | {
            /** @description Of which exam. */
            exam_id: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description The last update there is.
             */
            seq: number;
            /** @enum {string} */
            type: "reset";
        } | {
            /** @description The stable code. */
            code: components["schemas"]["ErrorCode"];
            /** @description A sentence for a person. */
            error: string;
            /** @description Of which exam, where it was about one. */
            exam_id?: components["schemas"]["ExamId"];
            /** @enum {string} */
            type: "error";
        } | {
            /** @enum {string} */
            type: "pong";
        } | {
            /** @description What changed. */
            data: components["schemas"]["Change"];
            /** @description Of which exam. */
            exam_id: components["schemas"]["ExamId"];
            /**
             * Format: int64
             * @description Its number in the exam, from 1 without gaps.
             */
            seq: number;
            /** @description When it was decided. */
            timestamp: components["schemas"]["Timestamp"];
            /** @enum {string} */
            type: "update";
        };
        /**
         * @description Who keeps the refresh token of a session.
         * @enum {string}
         */
        SessionForm: "body" | "cookie";
        /**
         * Format: uuid
         * @description One login and all tokens that come of it.
         */
        SessionId: string;
        /** @description When the slots of one name are from now on, at many centres: at least one time. One of null is taken away. */
        SetSlotTimes: {
            /** @description At which centres; left out: at all that have one of that name, which may be 10,000. */
            centreIds?: components["schemas"]["CentreId"][] | null;
            endTime?: components["schemas"]["Timestamp"] | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /** @description The name of the slots. */
            slotName: components["schemas"]["Line"];
            startTime?: components["schemas"]["Timestamp"] | null;
        };
        /** @description Whoever sets a second factor up shows that the account is theirs. */
        SetUpSecondFactor: {
            /** @description The account's password. */
            password: string;
        };
        /**
         * @description How urgent an alert is.
         * @enum {string}
         */
        Severity: "low" | "medium" | "high";
        /** @description Where a sheet stands. */
        SheetState: {
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Where it stands. */
            status: components["schemas"]["SheetStatus"];
        };
        /**
         * @description Where a sheet stands.
         * @enum {string}
         */
        SheetStatus: "scanned" | "validated" | "void";
        /** @description The plan's form: one record, with its `candidateId` and, where there is one, its `id` in `data`. */
        SingleRecord: {
            /** @description The rest. */
            data: Record<string, unknown>;
            deviceId?: components["schemas"]["Line"] | null;
            deviceTime?: components["schemas"]["Timestamp"] | null;
            /** @description What it is of; read with the rest, so that what is wrong with it is told of the record. */
            entityType: components["schemas"]["EntityType"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
        };
        /** @description A slot. */
        Slot: {
            /** @description Its centre. */
            centreId: components["schemas"]["CentreId"];
            /**
             * Format: int64
             * @description The candidates it holds.
             */
            currentCount: number;
            endTime?: components["schemas"]["Timestamp"] | null;
            /** @description Its exam. */
            examId: components["schemas"]["ExamId"];
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /** @description Its id. */
            id: components["schemas"]["SlotId"];
            /**
             * Format: int64
             * @description The most candidates it may hold.
             */
            maxCandidates?: number | null;
            /** @description Its name, unique in its exam and centre. */
            slotName: components["schemas"]["Line"];
            startTime?: components["schemas"]["Timestamp"] | null;
            /** @description Where it stands now. */
            status: components["schemas"]["SlotStatus"];
        };
        /**
         * @description How a slot becomes active.
         * @enum {string}
         */
        SlotActivation: "manual" | "by_time";
        /**
         * Format: uuid
         * @description One sitting of an exam at one centre.
         */
        SlotId: string;
        /** @description What became of one of many slots. */
        SlotResult: {
            /** @description The centre. */
            centreId: components["schemas"]["CentreId"];
            /** @description Why it is as it was before; `VALIDATION`: an end would not be after the beginning that it has already. */
            code?: components["schemas"]["ErrorCode"];
            /** @description Its slot, where it has one of that name. */
            slotId?: components["schemas"]["SlotId"];
            /** @description What became of it. */
            status: components["schemas"]["SlotSetAs"];
        };
        /** @description What became of many slots. */
        SlotResults: {
            /** @description One a centre. */
            results: components["schemas"]["SlotResult"][];
        };
        /**
         * @description What became of one of many slots.
         * @enum {string}
         */
        SlotSetAs: "changed" | "unchanged" | "failed";
        /**
         * @description Where a slot stands.
         * @enum {string}
         */
        SlotStatus: "scheduled" | "active" | "completed";
        /** @description A form with a list of accounts. */
        StaffForm: {
            /** @description Check everything, write nothing: the answer is the same, without ids and passwords of what is new. */
            dryRun?: boolean;
        };
        /** @description What became of a row of a list of accounts. */
        StaffResult: {
            /** @description What is wrong with it. */
            cells?: components["schemas"]["BadCell"][];
            /** @description The code of the centre that the row names, as far as it could be read. */
            centreCode?: string;
            /** @description Why it was not created. */
            code?: components["schemas"]["ErrorCode"];
            /** @description The person's name, as far as it could be read. */
            name?: string;
            /** @description The account. */
            operatorId?: components["schemas"]["UserId"];
            /** @description The password of an account that was created, to be changed at the first login: shown this once. */
            password?: string;
            /**
             * Format: int64
             * @description The row; the header is row 1.
             */
            row: number;
            /** @description What became of it. */
            status: components["schemas"]["StaffRowAs"];
            /** @description The name it logs in with, as far as it could be read. */
            username?: string;
        };
        /** @description What became of a list of accounts. */
        StaffResults: {
            /**
             * Format: int64
             * @description Accounts that were created.
             */
            created: number;
            /**
             * Format: int64
             * @description Rows of which no account was created.
             */
            failed: number;
            /** @description One a row, in order. */
            results: components["schemas"]["StaffResult"][];
            /**
             * Format: int64
             * @description Accounts that were there.
             */
            unchanged: number;
        };
        /**
         * @description What became of a row of a list of accounts.
         * @enum {string}
         */
        StaffRowAs: "created" | "unchanged" | "failed";
        /** @description What became of a record that was asked after. */
        StateResult: components["schemas"]["Scores"] & {
            capturedBy?: components["schemas"]["UserId"] | null;
            code?: components["schemas"]["RecordCode"] | null;
            conflictId?: components["schemas"]["ConflictId"] | null;
            /** @description That in a sentence. */
            error?: string | null;
            /** @description The device's id of it. */
            id: string;
            /** @description What became of it. */
            status: components["schemas"]["RecordState"];
        };
        /** @description What became of the records that were asked after. */
        StateResults: {
            /** @description One a record, in order. */
            results: components["schemas"]["StateResult"][];
        };
        /** @description The figures of an exam's day. */
        Stats: {
            /**
             * Format: int64
             * @description Of slots that have ended, without one.
             */
            absent: number;
            /**
             * Format: int64
             * @description Open alerts.
             */
            alertsOpen: number;
            /**
             * Format: int64
             * @description On the roster.
             */
            candidates: number;
            /** @description By centre, by code. */
            centres: components["schemas"]["CentreStats"][];
            /**
             * Format: int64
             * @description With a closed station.
             */
            completed: number;
            /**
             * Format: int64
             * @description Open conflicts.
             */
            conflicts: number;
            /**
             * Format: int64
             * @description With comparisons of which none verified the face.
             */
            faceMismatched: number;
            /**
             * Format: int64
             * @description With a verified face.
             */
            faceVerified: number;
            /**
             * Format: int64
             * @description With a fingerprint; a recorded exception is none.
             */
            fingerprints: number;
            /**
             * Format: int64
             * @description With a bound sheet.
             */
            omrBound: number;
            /**
             * Format: int64
             * @description Operators who did something in the last 15 minutes.
             */
            operatorsActive: number;
            /**
             * Format: int64
             * @description Records that wait: on devices, as these say, and at the server.
             */
            pendingSync: number;
            /**
             * Format: int64
             * @description With a completed attendance.
             */
            present: number;
            /**
             * Format: int64
             * @description The last update that these figures include, and all before it.
             */
            seq: number;
            /**
             * Format: int64
             * @description Centres that are silent.
             */
            silentCentres: number;
            /**
             * Format: int64
             * @description Devices not heard of for 120 s, though they were in the last 24 hours or still hold records.
             */
            silentDevices: number;
        };
        /** @description The figures, and when to ask for them again. */
        StatsEnvelope: {
            /** @description The figures. */
            data: components["schemas"]["Stats"];
            /**
             * Format: int32
             * @description Milliseconds after which to ask again.
             */
            refreshInterval: number;
            /** @description Always true. */
            success: boolean;
            /** @description When they were read. */
            timestamp: components["schemas"]["Timestamp"];
        };
        /** @description How many records stand where. */
        StatusCounts: {
            /**
             * Format: int64
             * @description In an open conflict.
             */
            conflict: number;
            /**
             * Format: int64
             * @description Refused.
             */
            failed: number;
            /**
             * Format: int64
             * @description Kept, and waiting.
             */
            pending: number;
            /**
             * Format: int64
             * @description Decided against, in a conflict.
             */
            superseded: number;
            /**
             * Format: int64
             * @description Applied.
             */
            synced: number;
        };
        /** @description Of `STATION_INCOMPLETE`: what the station waits for. */
        StillMissing: {
            /** @description `attendance`, `face`, `faceAttempt`, `fingerprint`, `omr`. */
            missing: string[];
        };
        /** @description Everything about one candidate. */
        Story: {
            /** @description Who, and how far they are now. */
            candidate: components["schemas"]["CandidateView"];
            /** @description False where there is more than that; the audit log has all of it. */
            complete: boolean;
            /** @description What happened, in order of time: of what was captured offline by the device's clock. At most the first 1000 of it. */
            items: components["schemas"]["StoryItem"][];
        };
        /** @description The device that something was captured with offline, and its clock. */
        StoryDevice: {
            /** @description When it was captured, by the device's clock. */
            capturedAt: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description Milliseconds that the clock was ahead when the record was handed over; negative: behind.
             */
            clockOffsetMs: number;
            /** @description The device. */
            deviceId?: string | null;
            /** @description Whether a capture token proves who captured it. */
            proved: boolean;
            /** @description When it came. */
            receivedAt: components["schemas"]["Timestamp"];
            /**
             * Format: uuid
             * @description The server's id of the record.
             */
            recordId: string;
            /** @description Who handed it over. */
            uploadedBy: components["schemas"]["UserId"];
        };
        /** @description Something that happened with a candidate, or was refused. */
        StoryItem: {
            /** @description What was asked for, such as `mark_attendance`. */
            action: string;
            actorId?: components["schemas"]["UserId"] | null;
            actorRole?: components["schemas"]["Role"] | null;
            /** @description When it happened. */
            at: components["schemas"]["Timestamp"];
            code?: components["schemas"]["ErrorCode"] | null;
            conflict?: components["schemas"]["ConflictItem"] | null;
            /** @description What it says, by action: marks, scores with their threshold and engine, barcodes, decisions. */
            data: Record<string, unknown>;
            /** @description When it was decided, by the server's clock. */
            decidedAt: components["schemas"]["Timestamp"];
            device?: components["schemas"]["StoryDevice"] | null;
            /** @description With which device. */
            deviceId?: string | null;
            /** @description Its entry in the log. */
            eventId: components["schemas"]["EventId"];
            /** @description Where its image is, for those who may see it. */
            imageUrl?: string | null;
            /** @description `done` or `refused`. */
            outcome: string;
            /** @description The reason that was given; of an alert that was reviewed, the note. */
            reason?: string | null;
            /**
             * Format: int32
             * @description How often an alert was repeated within a minute.
             */
            repeats?: number | null;
            /**
             * Format: int64
             * @description The number of that; null until it has one.
             */
            seq: number | null;
            /** @description What else it is about: an attendance, attempt, sheet, conflict, alert. */
            subjectId?: string | null;
        };
        /** @description How far the devices of an exam are. */
        SyncStatus: components["schemas"]["StatusCounts"] & {
            /** @description By operator and device. */
            devices: components["schemas"]["DeviceStatus"][];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Whether there are more operators and devices than are told; the sums are over all of them. */
            truncated: boolean;
        };
        /** Format: date-time */
        Timestamp: string;
        /** @description A pair of tokens, and whose they are. */
        Tokens: {
            /** @description To be sent as `Authorization: Bearer …`. */
            accessToken: string;
            /**
             * Format: int64
             * @description Seconds that the access token lives.
             */
            expiresIn: number;
            /** @description To be exchanged for the next pair; not there where the browser keeps it in a cookie. */
            refreshToken?: string;
            /** @description Whose they are. */
            user: components["schemas"]["Me"];
        };
        /** @description Of `PAYLOAD_TOO_LARGE`: the limit. */
        TooMuch: {
            /**
             * Format: int64
             * @description The most bytes.
             */
            limitBytes?: number;
            /**
             * Format: int64
             * @description The most candidates of a package.
             */
            limitCandidates?: number;
        };
        /** @description A correction or a move: at least one thing beside the reason. */
        UpdateCandidate: {
            /**
             * Format: date
             * @description Another date of birth, YYYY-MM-DD.
             */
            dob?: string | null;
            fatherName?: components["schemas"]["Line"] | null;
            gender?: components["schemas"]["Line"] | null;
            name?: components["schemas"]["Line"] | null;
            /** @description Why. */
            reason: components["schemas"]["Line"];
            slotId?: components["schemas"]["SlotId"] | null;
        };
        /** @description A change of an exam: its name, settings or both. */
        UpdateExam: {
            name?: components["schemas"]["Line"] | null;
            reason?: components["schemas"]["Line"] | null;
            settings?: components["schemas"]["ExamSettings"] | null;
        };
        /** @description A change of an account: at least one of these. */
        UpdateOperator: {
            centreId?: components["schemas"]["CentreId"] | null;
            /** @description True ends its sessions and lets it log in no more. */
            disabled?: boolean | null;
            name?: components["schemas"]["Line"] | null;
            /** @description Whether an admin or supervisor has to have a second factor. Whoever has none yet sets one up before anything else. */
            secondFactorRequired?: boolean | null;
        };
        /** @description A change of a slot: at least one of these. A time or limit of null is taken away. */
        UpdateSlot: {
            endTime?: components["schemas"]["Timestamp"] | null;
            gateCloses?: components["schemas"]["Timestamp"] | null;
            gateOpens?: components["schemas"]["Timestamp"] | null;
            /**
             * Format: int64
             * @description The most candidates it may hold; not fewer than it holds.
             */
            maxCandidates?: number | null;
            startTime?: components["schemas"]["Timestamp"] | null;
            /** @description Where the slot stands from now on; refused where the slots of the exam go by time. */
            status?: components["schemas"]["SlotStatus"];
        };
        /** @description Where the slots of one name stand from now on, at many centres. */
        UpdateSlots: {
            /** @description At which centres; left out: at all that have one of that name, which may be 10,000. */
            centreIds?: components["schemas"]["CentreId"][] | null;
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description The name of the slots. */
            slotName: components["schemas"]["Line"];
            /** @description Where they stand from now on. */
            status: components["schemas"]["SlotStatus"];
        };
        /** @description What is answered: the results of a batch, or the one of the plan's form. */
        Uploaded: components["schemas"]["BatchResults"] | components["schemas"]["RecordResult"];
        /**
         * Format: uuid
         * @description An account: admin, supervisor, operator or observer.
         */
        UserId: string;
        /** @description The name that an account logs in with. */
        Username: string;
        /** @description A form with a live picture. */
        VerifyForm: {
            /** @description The candidate. */
            candidateId: components["schemas"]["CandidateId"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Who acts: the token's user. */
            operatorId?: components["schemas"]["UserId"];
        };
        /** @description A password that was read out. */
        VerifyPassword: {
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            operatorId?: components["schemas"]["UserId"] | null;
            /** @description The password; case, spaces and hyphens do not matter, I and L are 1, O is 0. */
            password: string;
        };
        /** @description A sheet to be made void. */
        VoidSheet: {
            /** @description Its barcode. */
            barcode: components["schemas"]["Barcode"];
            /** @description The exam. */
            examId: components["schemas"]["ExamId"];
            /** @description Why. */
            reason: components["schemas"]["Line"];
        };
        /**
         * @description What a record waits for.
         * @enum {string}
         */
        WaitingFor: "record" | "supervisor" | "server";
        /** @description One of many assignments. */
        WantedAssignment: {
            /** @description Who. */
            operatorId: components["schemas"]["UserId"];
            /** @description To which slot. */
            slotId: components["schemas"]["SlotId"];
        };
        /** @description What became of a password that was to be taken back. */
        WithdrawnPassword: {
            /** @description From when on it is over. */
            expiresAt: components["schemas"]["Timestamp"];
            /** @description The password. */
            passwordId: components["schemas"]["PasswordId"];
            /** @description Whether it opens nothing any more; false where somebody had used it. */
            withdrawn: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    generateDownloadPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeneratePassword"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GeneratedPassword"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND, OPERATOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    generateDownloadPasswords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeneratePasswords"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PasswordSlips"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    withdrawDownloadPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passwordId: components["schemas"]["PasswordId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_WithdrawnPassword"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PASSWORD_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    verifyDownloadPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyPassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GivenDownload"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, OPERATOR_MISMATCH, INVALID_DOWNLOAD_PASSWORD */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listDownloads: {
        parameters: {
            query?: {
                /** @description Of one centre: those that are held to it or to somebody of it, and those that such a one used. */
                centreId?: components["schemas"]["CentreId"];
                /** @description By what they come. */
                sort?: "createdAt" | "expiresAt" | "usedAt";
                /** @description Which way; downwards where nothing is said: the newest first. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_DownloadItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    logOutAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Ended"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readStats: {
        parameters: {
            query?: {
                /** @description Those of one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description One. */
                slotId?: components["schemas"]["SlotId"];
                /** @description Those of one name, at all centres: a shift. */
                slotName?: components["schemas"]["Line"];
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsEnvelope"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND, SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readArrivals: {
        parameters: {
            query?: {
                /** @description Those of one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description One. */
                slotId?: components["schemas"]["SlotId"];
                /** @description Those of one name, at all centres: a shift. */
                slotName?: components["schemas"]["Line"];
                /** @description Seconds of a bucket: whole minutes. */
                bucket?: number;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Arrivals"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND, SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readForecasts: {
        parameters: {
            query?: {
                /** @description Those of one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description One. */
                slotId?: components["schemas"]["SlotId"];
                /** @description Those of one name, at all centres: a shift. */
                slotName?: components["schemas"]["Line"];
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Forecasts"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND, SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readPace: {
        parameters: {
            query?: {
                /** @description One centre. */
                centreId?: components["schemas"]["CentreId"];
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_PaceView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description Open or reviewed. */
                status?: components["schemas"]["AlertStatus"];
                /** @description Of one type. */
                type?: components["schemas"]["AlertKind"];
                /** @description Of one severity. */
                severity?: components["schemas"]["Severity"];
                /** @description At one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description About one candidate. */
                candidateId?: components["schemas"]["CandidateId"];
                /** @description Not before. */
                from?: components["schemas"]["Timestamp"];
                /** @description Before. */
                to?: components["schemas"]["Timestamp"];
                /** @description By what they come. */
                sort?: "occurredAt" | "severity";
                /** @description Which way; downwards where nothing is said: the newest, the most urgent first. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_AlertView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reviewAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewAlerts"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ReviewResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listAlertsOfExam: {
        parameters: {
            query?: {
                /** @description Open or reviewed. */
                status?: components["schemas"]["AlertStatus"];
                /** @description Of one type. */
                type?: components["schemas"]["AlertKind"];
                /** @description Of one severity. */
                severity?: components["schemas"]["Severity"];
                /** @description At one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description About one candidate. */
                candidateId?: components["schemas"]["CandidateId"];
                /** @description Not before. */
                from?: components["schemas"]["Timestamp"];
                /** @description Before. */
                to?: components["schemas"]["Timestamp"];
                /** @description By what they come. */
                sort?: "occurredAt" | "severity";
                /** @description Which way; downwards where nothing is said: the newest, the most urgent first. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The exam */
                id: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_AlertView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reviewAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The alert */
                id: components["schemas"]["AlertId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AlertView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ALERT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    markAttendance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkAttendance"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Attendance"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ATTENDANCE_EXISTS, SLOT_ENDED, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    handOverAttendance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AttendanceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOver"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Attendance"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description OPERATOR_NOT_FOUND, ATTENDANCE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    undoAttendance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["AttendanceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Done"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, ATTENDANCE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BIOMETRICS_EXIST, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description What was asked for, such as `mark_attendance`. */
                action?: string;
                /** @description How it ended. */
                outcome?: "done" | "refused" | "counted";
                /** @description Who acted. */
                actorId?: components["schemas"]["UserId"];
                /** @description About which candidate. */
                candidateId?: components["schemas"]["CandidateId"];
                /** @description Not before this moment. */
                from?: components["schemas"]["Timestamp"];
                /** @description Before this moment. */
                to?: components["schemas"]["Timestamp"];
                /** @description Which way: the oldest first where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Items_AuditEntry"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CheckpointView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CHECKPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listAuditEntriesOfExam: {
        parameters: {
            query?: {
                /** @description What was asked for, such as `mark_attendance`. */
                action?: string;
                /** @description How it ended. */
                outcome?: "done" | "refused" | "counted";
                /** @description Who acted. */
                actorId?: components["schemas"]["UserId"];
                /** @description About which candidate. */
                candidateId?: components["schemas"]["CandidateId"];
                /** @description Not before this moment. */
                from?: components["schemas"]["Timestamp"];
                /** @description Before this moment. */
                to?: components["schemas"]["Timestamp"];
                /** @description Which way: the oldest first where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Items_AuditEntry"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readInclusionProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                eventId: components["schemas"]["EventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_InclusionProof"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, EVENT_NOT_FOUND, CHECKPOINT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Tokens"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Done"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Me"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Done"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"] | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Tokens"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_REUSED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    setUpSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpSecondFactor"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SecondFactorSecret"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SECOND_FACTOR_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveSecondFactor"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Done"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SECOND_FACTOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SECOND_FACTOR_MANDATORY, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmSecondFactor"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Ended"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SECOND_FACTOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SECOND_FACTOR_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    closeStation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseStation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ClosedStation"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_ENDED, STATION_INCOMPLETE, BIOMETRIC_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listCandidates: {
        parameters: {
            query?: {
                /** @description The beginning of a roll number, or a part of a name; in a whole exam, one or two letters must begin a word. */
                q?: string;
                /** @description How far they are. */
                status?: components["schemas"]["CandidateStatus"];
                /** @description In which slot. */
                slotId?: components["schemas"]["SlotId"];
                /** @description At which centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description By what they come. */
                sort?: "createdAt" | "rollNumber" | "name";
                /** @description Which way; upwards where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_CandidateView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                candidateId: components["schemas"]["CandidateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CandidateView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    updateCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                candidateId: components["schemas"]["CandidateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCandidate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_CandidateView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, SLOT_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_FULL, ATTENDANCE_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                candidateId: components["schemas"]["CandidateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": components["schemas"]["Binary"];
                    "image/png": components["schemas"]["Binary"];
                    "image/webp": components["schemas"]["Binary"];
                    "image/bmp": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND, PHOTO_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                candidateId: components["schemas"]["CandidateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Story"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listCentres: {
        parameters: {
            query?: {
                /** @description By what they come. */
                sort?: "createdAt" | "code" | "name";
                /** @description Which way; upwards where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_Centre"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    createCentre: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCentre"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Centre"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CODE_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    openDemoSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DemoSession"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_DemoTokens"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readDesk: {
        parameters: {
            query?: {
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Items_DeskItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    sendHeartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendHeartbeat"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Heard"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /** @description Those of one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description By what they come. */
                sort?: "lastSeenAt" | "waiting" | "clockOffset" | "deviceId";
                /** @description Which way; downwards where nothing is said: the last heard first. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_DeviceItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    fetchPackage: {
        parameters: {
            query?: never;
            header: {
                "X-Download-Token": string;
                Range?: string | null;
                "If-Range"?: string | null;
            };
            path: {
                downloadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The package */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": components["schemas"]["Binary"];
                };
            };
            /** @description A part of it */
            206: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, INVALID_DOWNLOAD_TOKEN */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description It has no such part; Content-Range tells its length */
            416: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listExams: {
        parameters: {
            query?: {
                /** @description By what they come. */
                sort?: "createdAt" | "code" | "name";
                /** @description Which way; upwards where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_ExamView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    createExam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExam"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Exam"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CODE_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readExam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ExamView"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    updateExam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateExam"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Exam"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importCandidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Imported"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IMPORT_REJECTED */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    exportExam: {
        parameters: {
            query?: {
                /** @description As what it is written; `csv` where nothing is said. */
                format?: "csv" | "xlsx";
                /** @description Of one centre. */
                centreId?: components["schemas"]["CentreId"];
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                what: "candidates" | "attendance" | "alerts" | "conflicts" | "sheets" | "activity" | "log";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["Binary"];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readImportTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The empty roster */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readAttemptImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attemptId: components["schemas"]["AttemptId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": components["schemas"]["Binary"];
                    "image/png": components["schemas"]["Binary"];
                    "image/webp": components["schemas"]["Binary"];
                    "image/bmp": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ATTEMPT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    enrolFace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["EnrolForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_EnrolledFace"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BIOMETRIC_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FACE_NOT_DETECTED, MULTIPLE_FACES, IMAGE_QUALITY, IMAGE_UNREADABLE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    verifyFace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["VerifyForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FaceVerification"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_ENDED, FACE_NOT_ENROLLED, DUPLICATE_IMAGE, ATTEMPTS_EXHAUSTED, BIOMETRIC_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FACE_NOT_DETECTED, MULTIPLE_FACES, IMAGE_QUALITY, IMAGE_UNREADABLE, OPERATOR_FACE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    captureFingerprint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["CaptureForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FingerprintCapture"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_ENDED, FINGERPRINT_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IMAGE_UNREADABLE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readFingerprintStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                candidateId: components["schemas"]["CandidateId"];
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FingerprintStatus"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    scanSheet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanSheet"];
                "multipart/form-data": components["schemas"]["ScanForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ScannedSheet"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BARCODE_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IMAGE_UNREADABLE, BARCODE_MISMATCH */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    bindSheet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindSheet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BoundSheet"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND, OMR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_ENDED, OMR_ALREADY_VALIDATED, CANDIDATE_HAS_OMR, OMR_VOID, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    bindSheetByGet: {
        parameters: {
            query: {
                /** @description The candidate's roll number. */
                rollNumber: components["schemas"]["RollNumber"];
                /** @description The exam. */
                examId: components["schemas"]["ExamId"];
            };
            header?: never;
            path: {
                barcode: components["schemas"]["Barcode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BoundSheet"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CANDIDATE_NOT_FOUND, OMR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_ENDED, OMR_ALREADY_VALIDATED, CANDIDATE_HAS_OMR, OMR_VOID */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    voidSheet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidSheet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SheetState"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, OMR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description OMR_VOID, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readSheet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                barcode: components["schemas"]["Barcode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_FoundSheet"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, OMR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readSheetImage: {
        parameters: {
            query?: {
                /**
                 * @description Of those that the caller may see, as they came, the first is 1. Without it the newest by who bound the sheet, else
                 *     one of the sheet's centre, else the first.
                 */
                take?: number;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                barcode: components["schemas"]["Barcode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    /** @description Its number, as `take` names it */
                    "X-Sheet-Picture"?: number;
                    /** @description How many there are that the caller may see */
                    "X-Sheet-Pictures"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": components["schemas"]["Binary"];
                    "image/png": components["schemas"]["Binary"];
                    "image/webp": components["schemas"]["Binary"];
                    "image/bmp": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, IMAGE_NOT_FOUND, OMR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listOperators: {
        parameters: {
            query?: {
                /** @description Of one centre: those that belong to it, and those that are assigned to its slots. */
                centreId?: components["schemas"]["CentreId"];
                /** @description Of one role. */
                role?: components["schemas"]["Role"];
                /** @description A part of the name, or of the name to log in with; case does not count. */
                q?: string;
                /** @description By what they come. */
                sort?: "createdAt" | "username" | "name" | "role";
                /** @description Which way; upwards where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_Account"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    createOperator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOperator"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Account"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CODE_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importOperators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["StaffForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_StaffResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IMPORT_REJECTED */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    updateOperator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateOperator"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Account"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CENTRE_NOT_FOUND, OPERATOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    enrolOperatorFace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["OperatorFaceForm"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_OperatorFace"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description OPERATOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FACE_NOT_DETECTED, MULTIPLE_FACES, IMAGE_QUALITY, IMAGE_UNREADABLE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResetPassword"] | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_GivenPassword"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description OPERATOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resetSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Ended"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description OPERATOR_NOT_FOUND, SECOND_FACTOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    assignSlot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignSlot"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Assignment"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_NOT_FOUND, OPERATOR_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ALREADY_ASSIGNED, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    unassignSlot: {
        parameters: {
            query: {
                /** @description Who. */
                operatorId: components["schemas"]["UserId"];
                /** @description Off which slot. */
                slotId: components["schemas"]["SlotId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Done"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ASSIGNMENT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    assignSlots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignSlots"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_AssignmentResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listAssignments: {
        parameters: {
            query?: {
                /** @description Of one exam. */
                examId?: components["schemas"]["ExamId"];
                /** @description Of one centre's slots. */
                centreId?: components["schemas"]["CentreId"];
                /** @description Of one slot. */
                slotId?: components["schemas"]["SlotId"];
                /** @description Of one person. */
                operatorId?: components["schemas"]["UserId"];
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_AssignmentItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listSlots: {
        parameters: {
            query?: {
                /** @description Of which exam. */
                examId?: components["schemas"]["ExamId"];
                /** @description At which centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description By what they come. */
                sort?: "createdAt" | "slotName" | "centreCode" | "startTime";
                /** @description Which way; upwards where nothing is said. */
                order?: "asc" | "desc";
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Listing_Slot"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    createSlot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSlot"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Slot"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CENTRE_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_EXISTS, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    updateSlots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSlots"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SlotResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    setSlotTimes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSlotTimes"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SlotResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    updateSlot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slotId: components["schemas"]["SlotId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSlot"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Slot"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description SLOT_FULL, SLOT_BY_TIME, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listConflicts: {
        parameters: {
            query?: {
                /** @description Only those that are decided, or only those that are not. */
                resolved?: boolean;
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Items_ConflictItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                conflictId: components["schemas"]["ConflictId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConflictItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, CONFLICT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readConflictImage: {
        parameters: {
            query?: {
                /** @description Of which side; left out: of the record. */
                side?: "existing" | "incoming";
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
                conflictId: components["schemas"]["ConflictId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": components["schemas"]["Binary"];
                    "image/png": components["schemas"]["Binary"];
                    "image/webp": components["schemas"]["Binary"];
                    "image/bmp": components["schemas"]["Binary"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND, IMAGE_NOT_FOUND, CONFLICT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    importRecords: {
        parameters: {
            query?: {
                /** @description The exam; left out: whichever of the caller's it is. */
                examId?: components["schemas"]["ExamId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["Binary"];
                "multipart/form-data": components["schemas"]["QueueForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_BatchResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description QUEUE_UNREADABLE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @description Of one status. */
                status?: "pending" | "synced" | "conflict" | "failed" | "superseded";
                /** @description That one person captured. */
                operatorId?: components["schemas"]["UserId"];
                /** @description From one device. */
                deviceId?: string;
                /** @description Of one centre. */
                centreId?: components["schemas"]["CentreId"];
                /** @description The most items: 1 to 1000. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RecordPage"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decideRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideRecord"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_RecordItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, ATTENDANCE_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CANDIDATE_NOT_FOUND, RECORD_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description ATTENDANCE_EXISTS, FACE_NOT_ENROLLED, DUPLICATE_IMAGE, FINGERPRINT_EXISTS, STATION_INCOMPLETE, BIOMETRIC_EXISTS, OMR_ALREADY_VALIDATED, CANDIDATE_HAS_OMR, OMR_VOID, RECORD_DECIDED, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FACE_NOT_DETECTED, MULTIPLE_FACES, IMAGE_QUALITY, IMAGE_UNREADABLE, OPERATOR_FACE */
            422: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resolveConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                conflictId: components["schemas"]["ConflictId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveConflict"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_ConflictItem"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, ATTENDANCE_REQUIRED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description CONFLICT_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BIOMETRICS_EXIST, SLOT_ENDED, STATION_INCOMPLETE, OMR_ALREADY_VALIDATED, OMR_VOID, CONFLICT_RESOLVED, IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readRecordStates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskStates"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_StateResults"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readSyncStatus: {
        parameters: {
            query?: {
                /** @description Of one operator alone. */
                operatorId?: components["schemas"]["UserId"];
            };
            header?: never;
            path: {
                examId: components["schemas"]["ExamId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_SyncStatus"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    uploadRecords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordUpload"];
                "multipart/form-data": components["schemas"]["RecordForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Uploaded"];
                };
            };
            /** @description VALIDATION */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description FORBIDDEN, PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_SETUP_REQUIRED, NO_SLOT_ASSIGNED, OPERATOR_MISMATCH */
            403: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description EXAM_NOT_FOUND */
            404: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description IDEMPOTENCY_MISMATCH */
            409: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description BUSY, DEPENDENCY_UNAVAILABLE */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connectLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket now */
            101: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description VALIDATION: not a WebSocket handshake */
            400: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Health"];
                };
            };
        };
    };
    readReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope_Health"];
                };
            };
            /** @description DEPENDENCY_UNAVAILABLE, with the same in details */
            503: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenMetrics text */
            200: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/openmetrics-text": string;
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description The number of the request; each line of the log that was written for it has the same. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
