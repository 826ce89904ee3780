//! What depends on what: an order in which everything can be settled, or a circle of those that cannot.

use std::collections::BTreeSet;

use super::check::SlotId;

/// Orders slots so that each comes after all that it depends on, otherwise as they stand in the form.
///
/// # Errors
/// The slots of one circle, in their order of dependence.
pub fn order(needs: &[BTreeSet<SlotId>]) -> Result<Vec<SlotId>, Vec<SlotId>> {
    let mut waits: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut needed_by: Vec<Vec<SlotId>> = vec![Vec::new(); needs.len()];
    for (slot, of) in needs.iter().enumerate() {
        for need in of {
            needed_by[*need].push(slot);
        }
    }
    let mut ready: BTreeSet<SlotId> = (0..needs.len()).filter(|slot| waits[*slot] == 0).collect();
    let mut done = Vec::with_capacity(needs.len());
    while let Some(slot) = ready.pop_first() {
        done.push(slot);
        for next in &needed_by[slot] {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.insert(*next);
            }
        }
    }
    if done.len() == needs.len() { Ok(done) } else { Err(circle(needs, &waits)) }
}

/// From any that waits, along what it waits for, until one comes again.
fn circle(needs: &[BTreeSet<SlotId>], waits: &[usize]) -> Vec<SlotId> {
    let mut path: Vec<SlotId> = waits.iter().position(|wait| *wait > 0).into_iter().collect();
    while let Some(next) = path.last().and_then(|last| needs[*last].iter().find(|need| waits[**need] > 0)) {
        if let Some(begin) = path.iter().position(|slot| slot == next) {
            return path.split_off(begin);
        }
        path.push(*next);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(all: &[&[usize]]) -> Vec<BTreeSet<SlotId>> {
        all.iter().map(|of| of.iter().copied().collect()).collect()
    }

    #[test]
    fn the_order_is_that_of_the_form_where_it_can_be() {
        assert_eq!(order(&needs(&[&[], &[0], &[]])), Ok(vec![0, 1, 2]));
        assert_eq!(order(&needs(&[&[2], &[], &[1]])), Ok(vec![1, 2, 0]));
    }

    #[test]
    fn a_circle_is_named() {
        assert_eq!(order(&needs(&[&[1], &[2], &[3], &[1], &[]])), Err(vec![1, 2, 3]));
        assert_eq!(order(&needs(&[&[0]])), Err(vec![0]));
    }
}
