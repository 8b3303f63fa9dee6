use serde::Serialize;

/// How the pairs were divided for the accuracy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "method", content = "folds")]
pub enum FoldMethod {
    /// The list's own folds: blocks of pairs of one person, each followed by as many of two, as
    /// in View 2 of Labeled Faces in the Wild.
    Blocks(usize),
    /// Parts that follow each other, each with its share of both kinds.
    Stratified(usize),
}

/// A labelled score; `None` when a face was missing, which is an error at every threshold.
#[derive(Clone, Copy)]
pub(super) struct Labelled {
    pub score: Option<f32>,
    pub same: bool,
}

/// Mean accuracy over the folds, 0–1, each judged by the best threshold of the others.
#[expect(clippy::cast_precision_loss, reason = "a few thousand pairs")]
pub(super) fn accuracy(pairs: &[Labelled]) -> (f64, FoldMethod) {
    let (folds, method) = divide(pairs);
    let (FoldMethod::Blocks(count) | FoldMethod::Stratified(count)) = method;
    let part = |chosen: &dyn Fn(usize) -> bool| -> Vec<Labelled> {
        pairs.iter().zip(&folds).filter(|(_, fold)| chosen(**fold)).map(|(pair, _)| *pair).collect()
    };
    let judged = |fold: usize| {
        // With a single fold there are no others: it is judged by its own threshold.
        let threshold = best_threshold(&part(&|other| other != fold || count == 1));
        let own = part(&|other| other == fold);
        own.iter().filter(|pair| is_right(pair, threshold)).count() as f64 / own.len().max(1) as f64
    };
    ((0..count).map(judged).sum::<f64>() / count as f64, method)
}

fn is_right(pair: &Labelled, threshold: f32) -> bool {
    pair.score.is_some_and(|score| (score >= threshold) == pair.same)
}

/// The threshold with the fewest errors: half way to the next score below it.
fn best_threshold(pairs: &[Labelled]) -> f32 {
    let mut scored: Vec<(f32, bool)> = pairs.iter().filter_map(|p| p.score.map(|s| (s, p.same))).collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    // From above all scores downwards: each step accepts one pair more.
    let (mut gained, mut best, mut threshold) = (0_i64, 0_i64, 1.0);
    for (index, (score, same)) in scored.iter().enumerate() {
        gained += if *same { 1 } else { -1 };
        if gained > best {
            best = gained;
            let below = scored.get(index + 1).map_or(*score, |next| next.0);
            threshold = f32::midpoint(*score, below);
        }
    }
    threshold
}

/// Which fold each pair belongs to.
fn divide(pairs: &[Labelled]) -> (Vec<usize>, FoldMethod) {
    let runs: Vec<usize> = pairs.chunk_by(|a, b| a.same == b.same).map(<[Labelled]>::len).collect();
    let block = runs.first().copied().unwrap_or(1);
    if runs.len() >= 4 && runs.len().is_multiple_of(2) && block > 1 && runs.iter().all(|run| *run == block) {
        let folds = (0..pairs.len()).map(|index| index / (2 * block)).collect();
        return (folds, FoldMethod::Blocks(runs.len() / 2));
    }
    let total = [false, true].map(|kind| pairs.iter().filter(|p| p.same == kind).count());
    let count = total.into_iter().min().unwrap_or(0).clamp(1, 10);
    let mut seen = [0_usize; 2];
    let fold = |pair: &Labelled| {
        let kind = usize::from(pair.same);
        seen[kind] += 1;
        (seen[kind] - 1) * count / total[kind]
    };
    (pairs.iter().map(fold).collect(), FoldMethod::Stratified(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(score: f32, same: bool) -> Labelled {
        Labelled { score: Some(score), same }
    }

    fn block(genuine: f32, impostor: f32) -> Vec<Labelled> {
        [vec![pair(genuine, true); 3], vec![pair(impostor, false); 3]].concat()
    }

    #[test]
    fn blocks_of_both_kinds_are_the_folds() {
        let pairs = [block(0.8, 0.1), block(0.7, 0.2)].concat();
        assert_eq!(accuracy(&pairs), (1.0, FoldMethod::Blocks(2)));
    }

    #[test]
    fn each_fold_is_judged_by_the_others_threshold() {
        // Fold one splits at 0.85, fold two at 0.35: each is half wrong by the other's.
        let pairs = [block(0.9, 0.8), block(0.5, 0.2)].concat();
        assert_eq!(accuracy(&pairs), (0.5, FoldMethod::Blocks(2)));
    }

    #[test]
    fn a_mixed_list_is_stratified() {
        let pairs: Vec<Labelled> = (0..40).map(|i| pair(if i % 2 == 0 { 0.9 } else { 0.1 }, i % 2 == 0)).collect();
        assert_eq!(accuracy(&pairs), (1.0, FoldMethod::Stratified(10)));
    }

    #[test]
    fn a_missing_face_is_an_error_either_way() {
        let mut pairs = [block(0.8, 0.1), block(0.8, 0.1)].concat();
        pairs[0].score = None;
        pairs[11].score = None;
        let (found, _) = accuracy(&pairs);
        assert!((found - 10.0 / 12.0).abs() < 1e-9);
    }

    #[test]
    fn few_pairs_of_one_kind_still_give_a_number() {
        assert_eq!(accuracy(&[pair(0.9, true)]).0, 1.0);
    }
}
