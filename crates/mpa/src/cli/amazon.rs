//! `mpa aws`: what Amazon's services need once, and whether they say what the database says.

use std::process::ExitCode;

use adapters::Records;
use anyhow::Context as _;
use app::records::{Agreement, Checking};
use aws::Aws;
use clap::Subcommand;
use vault::Clock;

use crate::{
    config::Config,
    wiring::{open_records, open_store, prepare_data_dir},
};

/// Amazon's services.
#[derive(Debug, Subcommand)]
pub(super) enum AwsCommand {
    /// Make what the configured services need: tables, topic, settings of the bucket. The same again changes nothing.
    Init,
    /// Compare every item of the tables with the database; exit 1 when something differs. Beside running servers.
    Check {
        /// Mend what follows the database. What decides, such as a password, is never touched.
        #[arg(long)]
        repair: bool,
    },
}

/// Runs a command on Amazon's services.
///
/// # Errors
/// When none is configured, or one fails.
pub(super) async fn run(command: AwsCommand, config: Config) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        config.uses_amazon(),
        "none of Amazon's services is configured; name one, such as --records dynamodb"
    );
    let aws = Aws::open(config.amazon()).await;
    let records = open_records(&config, &aws);
    match command {
        AwsCommand::Init => init(records).await.map(|()| ExitCode::SUCCESS),
        AwsCommand::Check { repair } => check(&config, records, repair).await,
    }
}

/// Each service in its turn. What is there already is named, too.
async fn init(records: Option<Records>) -> anyhow::Result<()> {
    if let Some(records) = records {
        for table in records.make_tables().await.context("the tables of DynamoDB cannot be made")? {
            let made = if table.is_new { "made" } else { "was there" };
            let restorable = if table.is_restorable { "" } else { "; it cannot be restored to a moment here" };
            println!("table {}: {made}{restorable}", table.name);
        }
    }
    Ok(())
}

async fn check(config: &Config, records: Option<Records>, repair: bool) -> anyhow::Result<ExitCode> {
    let Some(records) = records else {
        println!("no tables are configured (--records dynamodb)\n0 differences");
        return Ok(ExitCode::SUCCESS);
    };
    let missing = records.missing_tables().await.context("the tables of DynamoDB cannot be looked at")?;
    anyhow::ensure!(missing.is_empty(), "there is no table {}; make it with: mpa aws init", missing.join(", "));
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(config).await?;
    let checking = Checking::new(&db, &records, repair, |difference| println!("{difference}"));
    let compared = checking.run(Clock::System.now()).await?;
    db.close().await;
    tell(compared);
    Ok(if compared.differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(compared: Agreement) {
    println!("{} rows compared", compared.rows);
    if compared.mended > 0 {
        println!("{} mended", compared.mended);
    }
    if compared.unfinished > 0 {
        println!("{} passwords won without a download yet: typing them again gives it", compared.unfinished);
    }
    println!("{} differences", compared.differences);
}
