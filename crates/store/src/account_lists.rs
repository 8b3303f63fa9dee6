//! Accounts as they are listed.

use std::collections::HashMap;

use domain::{
    CentreId, ExamId, Role, UserId,
    account::Account,
    order::{AccountSort, Sorting},
    text::tidy::search_key,
};
use serde_json::Value;

use crate::{
    Arg, Page, Result, Row, Statement, Tx,
    accounts::{account_columns, user},
    args, sql,
};

/// What a list of accounts is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// Of which centre.
    pub centre: Option<CentreId>,
    /// Of which role.
    pub role: Option<Role>,
    /// A part of the name, or of the name to log in with.
    pub q: Option<String>,
}

impl AccountFilter {
    /// The parameters. What is looked for is folded as the names are, here and not by the engines.
    fn args(&self) -> Vec<Arg> {
        let q = search_key(self.q.as_deref().unwrap_or_default());
        let q = q.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let part = if q.is_empty() { q } else { format!("%{q}%") };
        args![self.centre, self.centre.is_none(), self.role.map_or("", <&str>::from), part]
    }
}

// $1: a centre, $2: any. Whoever is assigned to a slot of the centre is of it, too. $3: a role, $4: what name or username
// hold; '': any.
macro_rules! narrowed {
    () => {
        "($2 OR a.centre_id = $1 OR a.id IN (SELECT o.operator_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id \
              WHERE s.centre_id = $1 AND o.revoked_at IS NULL)) \
         AND ($3 = '' OR a.role = $3) \
         AND ($4 = '' OR LOWER(a.username) LIKE $4 ESCAPE '!' OR COALESCE(a.search, LOWER(a.name)) LIKE $4 ESCAPE '!')"
    };
}

// $5: by what.
macro_rules! key {
    ($account:literal) => {
        concat!(
            "CASE $5 WHEN 'Username' THEN ",
            $account,
            ".username WHEN 'Name' THEN ",
            $account,
            ".name WHEN 'Role' THEN ",
            $account,
            ".role ELSE '' END"
        )
    };
}

// $6: the first page, $7: the last of the page before, $8: the most.
macro_rules! page_text {
    ($beyond:literal, $way:literal) => {
        concat!(
            "SELECT ",
            account_columns!(),
            " FROM account a WHERE ",
            narrowed!(),
            " AND ($6 OR (",
            key!("a"),
            ", a.id) ",
            $beyond,
            " (SELECT ",
            key!("x"),
            ", x.id FROM account x WHERE x.id = $7)) ORDER BY ",
            key!("a"),
            $way,
            ", a.id",
            $way,
            " LIMIT $8"
        )
    };
}

/// A page of accounts.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    filter: &AccountFilter,
    sorting: Sorting<AccountSort>,
    page: Page,
) -> Result<Vec<Account>> {
    let mut args = filter.args();
    args.extend(args![<&str>::from(sorting.by), page.after.is_none(), page.after, page.limit]);
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!("<", " DESC")) } else { sql!(page_text!(">", " ASC")) };
    let mut accounts = tx.list(statement, args, user).await?;
    let mut held = exams_of(tx, &accounts).await?;
    for account in &mut accounts {
        account.exam_ids = held.remove(&account.id).unwrap_or_default();
    }
    Ok(accounts)
}

/// The exams that accounts are held to, as [`crate::accounts::exams_of`], for all of a page.
async fn exams_of(tx: &mut Tx, accounts: &[Account]) -> Result<HashMap<UserId, Vec<ExamId>>> {
    macro_rules! held_text {
        ($list:literal) => {
            concat!(
                "SELECT account_id, exam_id FROM account_exam WHERE account_id IN (",
                $list,
                ") UNION SELECT o.operator_id, s.exam_id FROM operator_slot o JOIN slot s ON s.id = o.slot_id \
                 WHERE o.revoked_at IS NULL AND o.operator_id IN (",
                $list,
                ") ORDER BY account_id, exam_id"
            )
        };
    }
    let statement = sql!(
        sqlite: held_text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: held_text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let ids: Value = accounts.iter().map(|account| Value::String(account.id.to_string())).collect();
    let read = |row: &Row| Ok((row.id::<UserId>("account_id")?, row.id::<ExamId>("exam_id")?));
    let mut held: HashMap<_, Vec<_>> = HashMap::new();
    for (account, exam) in tx.list(statement, args![ids], read).await? {
        held.entry(account).or_default().push(exam);
    }
    Ok(held)
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, filter: &AccountFilter) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n FROM account a WHERE ", narrowed!()));
    tx.one(statement, filter.args()).await?.get("n")
}
