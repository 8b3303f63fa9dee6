//! The command line.

mod amazon;
mod audit;
mod backup;
mod check;
mod demo;
mod embedded;
mod faces;
mod keys;
mod limits;
mod run;
mod sweep;
mod telling;
mod tls;
mod users;

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::config::{Config, Options, read_file, unknown_variables};

/// Runs the day of a high-stakes exam.
#[derive(Debug, Parser)]
#[command(name = "mpa", version)]
struct Cli {
    /// A TOML file with the options below; flags and MPA_<NAME> go before it.
    #[arg(long, env = "MPA_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Run a server with a sample exam, on this machine alone.
    Demo,
    /// Accounts.
    #[command(subcommand)]
    User(users::UserCommand),
    /// Bring the schema up to date.
    Migrate,
    /// Back up the whole store; also beside a running server.
    Backup(backup::BackupArgs),
    /// Restore a backup into a new store, which may be of another engine and have other keys.
    Restore(backup::RestoreArgs),
    /// Signing keys.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Amazon's services: what they need, and whether they agree with the database.
    #[command(subcommand)]
    Aws(amazon::AwsCommand),
    /// The tamper-evident log.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// The removal of files that no row names.
    #[command(subcommand)]
    Sweep(sweep::SweepCommand),
    /// The face engine: accuracy and calibration.
    #[command(subcommand)]
    Face(faces::FaceCommand),
    /// Print the OpenAPI 3.1 document.
    Openapi,
    /// Certificates of the server.
    #[command(subcommand)]
    Tls(tls::TlsCommand),
    /// The configuration.
    #[command(subcommand)]
    Config(check::ConfigCommand),
}

/// Runs the command that was given.
///
/// # Errors
/// What went wrong, in a sentence that says what to do.
pub fn run() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let file = cli.config.as_deref().map_or_else(|| Ok(Options::default()), read_file);
    if let Command::Config(command) = &cli.command {
        return Ok(check::run(command, cli.options, file, &known_variables()));
    }
    let file = file.map_err(|problems| anyhow::anyhow!("{}", problems.join("\n     ")))?;
    for problem in unknown_variables(std::env::vars().map(|(name, _)| name), &known_variables()) {
        eprintln!("mpa: {problem}");
    }
    let config = cli.options.or(file).resolve();
    let problems = config.problems();
    anyhow::ensure!(problems.is_empty(), "{}", problems.join("\n     "));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let telling = {
        let _within = runtime.enter();
        telling::start(&config)?
    };
    let ended = runtime.block_on(dispatch(cli.command, config));
    runtime.block_on(telling.finish());
    ended
}

async fn dispatch(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => run::serve(config).await?,
        Command::Demo => demo::run(config).await?,
        Command::User(command) => users::run(command, config).await?,
        Command::Migrate => run::migrate(config).await?,
        Command::Backup(args) => backup::back_up(args, config).await?,
        Command::Restore(args) => backup::restore(args, config).await?,
        Command::Keys(command) => keys::run(command, config).await?,
        Command::Aws(command) => return amazon::run(command, config).await,
        Command::Audit(command) => return audit::run(command, config).await,
        Command::Sweep(command) => sweep::run(command, config).await?,
        Command::Face(command) => return faces::run(command, config),
        Command::Openapi => print!("{}", run::openapi()?),
        Command::Tls(command) => tls::run(command, &config)?,
        Command::Config(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The environment variables that mean something.
fn known_variables() -> Vec<String> {
    let command = Cli::command();
    let named = command.get_arguments().filter_map(|argument| argument.get_env());
    named.map(|name| name.to_string_lossy().into_owned()).chain(["MPA_LOG".to_owned(), "MPA_BIN".to_owned()]).collect()
}
