//! `mpa user`: accounts, made where the store lies; also beside a running server.

use std::io::Read as _;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use domain::event::{self, ByCommandLine, Fact};
use domain::{
    CentreId, ExamId, Role, Timestamp,
    account::{Account, check_password, misfit},
    order::Sorting,
    second_factor::SecondFactor,
    text::{Code, Line, Username},
};
use journal::Journal;
use store::{
    Page, Tx,
    account_lists::{self, AccountFilter},
    accounts, centres, exams,
    journal::Event,
    second_factors, sessions,
};
use vault::{Clock, Ids, hash_blocking};

use crate::{
    config::Config,
    wiring::{open_keys, open_store, prepare_data_dir},
};

/// Accounts.
#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Create an account.
    Add {
        /// The name it logs in with.
        #[arg(long)]
        username: Username,
        /// What it may do.
        #[arg(long, value_parser = clap::builder::ValueParser::new(|text: &str| text.parse::<Role>().map_err(|_| "must be admin, supervisor, operator or observer")))]
        role: Role,
        /// The person's name.
        #[arg(long)]
        name: Option<Line>,
        /// The code of the centre of a supervisor or operator.
        #[arg(long)]
        centre: Option<Code>,
        /// The code of an exam of an observer; may be given again.
        #[arg(long)]
        exam: Vec<Code>,
        /// Read the password from standard input.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// List accounts.
    List,
    /// Disable an account; its sessions end at once.
    Disable {
        /// The name it logs in with.
        #[arg(long)]
        username: Username,
    },
    /// Set a new password; its sessions end at once.
    ResetPassword {
        /// The name it logs in with.
        #[arg(long)]
        username: Username,
        /// Read the password from standard input.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Take the second factor of somebody away who has lost their device; its sessions end at once.
    ResetSecondFactor {
        /// The name it logs in with.
        #[arg(long)]
        username: Username,
    },
}

/// What every command needs.
struct Desk {
    journal: Journal,
    now: Timestamp,
}

/// Runs a command on accounts.
///
/// # Errors
/// What is wrong with it, in a sentence that says what to do.
pub(super) async fn run(command: UserCommand, config: Config) -> anyhow::Result<()> {
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(&config).await?;
    let now = Clock::System.now();
    let journal = Journal::open(db, &open_keys(&config).await?, Ids::default(), now).await?;
    let desk = Desk { journal, now };
    let done = match command {
        UserCommand::Add { username, role, name, centre, exam, .. } => {
            let name = name.map_or_else(|| username.as_str().parse(), Ok)?;
            add(&desk, username, role, name, centre, exam).await
        }
        UserCommand::List => list(&desk.journal).await,
        UserCommand::Disable { username } => disable(&desk, &username).await,
        UserCommand::ResetPassword { username, .. } => reset_password(&desk, &username).await,
        UserCommand::ResetSecondFactor { username } => reset_second_factor(&desk, &username).await,
    };
    desk.journal.close().await;
    done
}

fn password_from_stdin() -> anyhow::Result<String> {
    let mut password = String::new();
    std::io::stdin()
        .take(1024)
        .read_to_string(&mut password)
        .context("the password on standard input cannot be read")?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    check_password(&password).map_err(|error| anyhow::anyhow!("the password {error}"))?;
    Ok(password)
}

async fn add(
    desk: &Desk,
    username: Username,
    role: Role,
    name: Line,
    centre: Option<Code>,
    exam_codes: Vec<Code>,
) -> anyhow::Result<()> {
    let ids = Ids::default();
    let hash = hash_blocking(&password_from_stdin()?, &ids).map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut tx = desk.journal.begin().await?;
    let centre_id = match centre {
        Some(code) => Some(centre_id(&mut tx, &code).await?),
        None => None,
    };
    let mut exam_ids = Vec::new();
    for code in exam_codes {
        exam_ids.push(exam_id(&mut tx, &code).await?);
    }
    if let Some((_, message)) = misfit(role, centre_id, &exam_ids) {
        bail!("{message} (--centre, --exam)");
    }
    let user = Account {
        id: ids.next(desk.now).into(),
        username,
        name,
        role,
        centre_id,
        exam_ids,
        disabled: false,
        face_enrolled: false,
        must_change_password: false,
        second_factor: SecondFactor::Off,
        second_factor_required: false,
        created_at: desk.now,
    };
    if !accounts::insert(&mut tx, &user, &hash).await? {
        bail!("there is an account named {} already", user.username);
    }
    tx.append(event(&ids, created(&user), &user, desk.now)).await?;
    tx.commit().await?;
    println!("{} {} {}", user.id, user.role, user.username);
    Ok(())
}

async fn centre_id(tx: &mut Tx, code: &Code) -> anyhow::Result<CentreId> {
    Ok(centres::by_code(tx, code).await?.with_context(|| format!("there is no centre {code}"))?.id)
}

async fn exam_id(tx: &mut Tx, code: &Code) -> anyhow::Result<ExamId> {
    Ok(exams::by_code(tx, code).await?.with_context(|| format!("there is no exam {code}"))?.id)
}

async fn list(journal: &Journal) -> anyhow::Result<()> {
    let (mut after, everybody) = (None, AccountFilter::default());
    loop {
        let page = Page { after, limit: 1000 };
        let users = account_lists::list(&mut journal.read().await?, &everybody, Sorting::default(), page).await?;
        for user in &users {
            let state = if user.disabled { "disabled" } else { "active" };
            println!("{} {:<10} {:<8} {}", user.id, user.role, state, user.username);
        }
        match users.last() {
            Some(last) if users.len() == 1000 => after = Some(last.id.0),
            _ => return Ok(()),
        }
    }
}

async fn by_name(tx: &mut Tx, username: &Username) -> anyhow::Result<Account> {
    let found = accounts::by_username(tx, username).await?;
    let known = found.with_context(|| format!("there is no account named {username}; see mpa user list"))?.user;
    // Held: a login or a change that is under way waits, and looks again.
    Ok(accounts::hold(tx, known.id).await?.context("the account is gone")?.user)
}

async fn disable(desk: &Desk, username: &Username) -> anyhow::Result<()> {
    let mut tx = desk.journal.begin().await?;
    let user = by_name(&mut tx, username).await?;
    accounts::update(&mut tx, user.id, &user.name, user.centre_id, true).await?;
    sessions::end_all(&mut tx, user.id, None, "disabled", desk.now).await?;
    tx.append(event(&Ids::default(), disabled(&user), &user, desk.now)).await?;
    Ok(tx.commit().await?)
}

async fn reset_password(desk: &Desk, username: &Username) -> anyhow::Result<()> {
    let ids = Ids::default();
    let hash = hash_blocking(&password_from_stdin()?, &ids).map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut tx = desk.journal.begin().await?;
    let user = by_name(&mut tx, username).await?;
    accounts::set_password(&mut tx, user.id, &hash, false).await?;
    sessions::end_all(&mut tx, user.id, None, "password_reset", desk.now).await?;
    tx.append(event(&ids, reset(&user), &user, desk.now)).await?;
    Ok(tx.commit().await?)
}

async fn reset_second_factor(desk: &Desk, username: &Username) -> anyhow::Result<()> {
    let mut tx = desk.journal.begin().await?;
    let user = by_name(&mut tx, username).await?;
    if user.second_factor.reset().is_err() {
        bail!("{username} has no second factor");
    }
    second_factors::clear(&mut tx, user.id).await?;
    sessions::end_all(&mut tx, user.id, None, "second_factor_reset", desk.now).await?;
    tx.append(event(&Ids::default(), without_second_factor(&user), &user, desk.now)).await?;
    Ok(tx.commit().await?)
}

/// What the command line did; whoever may open the store is its own authority.
pub(super) fn event(ids: &Ids, fact: Fact, user: &Account, now: Timestamp) -> Event {
    Event {
        centre_id: user.centre_id,
        subject_id: Some(user.id.to_string()),
        data: event::write(Some(&fact), None),
        ..Event::new(ids.next(now).into(), now, &fact.action(), "done")
    }
}

pub(super) fn created(user: &Account) -> Fact {
    Fact::CreateOperator { by: Some(ByCommandLine::CommandLine), role: user.role }
}

fn disabled(user: &Account) -> Fact {
    Fact::UpdateOperator {
        by: Some(ByCommandLine::CommandLine),
        role: Some(user.role),
        disabled: None,
        second_factor_required: None,
    }
}

fn reset(user: &Account) -> Fact {
    Fact::ResetPassword { by: Some(ByCommandLine::CommandLine), role: user.role }
}

fn without_second_factor(user: &Account) -> Fact {
    Fact::ResetSecondFactor { by: Some(ByCommandLine::CommandLine), role: user.role }
}
