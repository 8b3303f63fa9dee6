//! `mpa aws`: what Amazon's services need once, and whether they say what the database says.

use std::process::ExitCode;

use adapters::{DistantFaces, Records, notices::make_topic};
use anyhow::Context as _;
use app::{
    faces::collection::{self, CollectionCheck},
    records::{Agreement, Checking},
};
use aws::Aws;
use clap::Subcommand;
use journal::Journal;
use vault::{Clock, Ids};

use crate::{
    config::{BlobsAt, Config},
    wiring::{open_bucket, open_distant_faces, open_keys, open_records, open_store, prepare_data_dir},
};

/// Amazon's services.
#[derive(Debug, Subcommand)]
pub(super) enum AwsCommand {
    /// Make what the configured services need: tables, topic, settings of the bucket. The same again changes nothing.
    Init {
        /// Who is told what goes to the topic of notices: an e-mail address, or an https address.
        #[arg(long, value_name = "EMAIL|URL")]
        subscribe: Option<String>,
    },
    /// Compare every item of the tables, and every face of the collections, with the database; exit 1 when something differs. Beside running servers.
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
        AwsCommand::Init { subscribe } => {
            init(&config, &aws, records, subscribe.as_deref()).await.map(|()| ExitCode::SUCCESS)
        }
        AwsCommand::Check { repair } => check(&config, records, repair).await,
    }
}

/// Each service in its turn. What is there already is named, too.
async fn init(config: &Config, aws: &Aws, records: Option<Records>, subscribe: Option<&str>) -> anyhow::Result<()> {
    if let Some(BlobsAt::S3 { bucket: name, .. }) = config.blobs_at() {
        let bucket = open_bucket(config, aws, &name)?;
        let made = bucket.make().await.with_context(|| format!("the bucket {name} cannot be made or used"))?;
        println!("bucket {name}: {}", if made { "made" } else { "was there" });
        for setting in bucket.settle_in().await.context("a setting of the bucket is refused")? {
            println!("bucket {name}: {}{}", setting.name, if setting.in_force { "" } else { " is not known here" });
        }
    }
    if let Some(topic) = config.notices.strip_prefix("sns:") {
        let name = topic.rsplit(':').next().unwrap_or_default();
        let arn = make_topic(aws, name, subscribe).await.context("the topic of notices cannot be made")?;
        anyhow::ensure!(arn == topic, "the topic is {arn}, and --notices names {topic}; name the one that was made");
        println!("topic {arn}: there{}", subscribe.map(|to| format!("; {to} is asked to confirm")).unwrap_or_default());
    } else if subscribe.is_some() {
        anyhow::bail!("--subscribe needs a topic (--notices sns:TOPIC_ARN)");
    }
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
    prepare_data_dir(&config.data_dir)?;
    let mut differences = 0;
    if let Some(records) = records {
        differences += check_tables(config, &records, repair).await?;
    }
    if let Some(distant) = open_distant_faces(config).await {
        differences += check_collections(config, &distant, repair).await?;
    }
    println!("{differences} differences");
    Ok(if differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compares the tables; gives how many items differ still.
async fn check_tables(config: &Config, records: &Records, repair: bool) -> anyhow::Result<u64> {
    let missing = records.missing_tables().await.context("the tables of DynamoDB cannot be looked at")?;
    anyhow::ensure!(missing.is_empty(), "there is no table {}; make it with: mpa aws init", missing.join(", "));
    let db = open_store(config).await?;
    let checking = Checking::new(&db, records, repair, |difference| println!("{difference}"));
    let compared = checking.run(Clock::System.now()).await?;
    db.close().await;
    tell(&compared);
    Ok(compared.differences)
}

/// Compares the collections of faces; gives how many faces differ still.
async fn check_collections(config: &Config, distant: &DistantFaces, repair: bool) -> anyhow::Result<u64> {
    let (db, keys, clock) = (open_store(config).await?, open_keys(config).await?, Clock::System);
    let journal = Journal::open(db.clone(), &keys, Ids::default(), clock.now()).await?;
    let checks = collection::check(&journal, distant, &clock, repair).await?;
    for check in &checks {
        println!("{check}");
    }
    db.close().await;
    let differences: usize = checks.iter().map(CollectionCheck::differences).sum();
    Ok(if repair { 0 } else { u64::try_from(differences)? })
}

fn tell(compared: &Agreement) {
    println!("{} rows compared", compared.rows);
    if compared.mended > 0 {
        println!("{} mended", compared.mended);
    }
    if compared.unfinished > 0 {
        println!("{} passwords won without a download yet: typing them again gives it", compared.unfinished);
    }
}
