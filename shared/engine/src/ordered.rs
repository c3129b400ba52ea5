//! An ordered map whose copies share everything that has not changed since.
//!
//! The published state is a copy of the sequencer's after every commit, so a copy must not cost more on a long day.
//! Here it costs one pointer, and a change copies the nodes on one path.
//! Every node counts what hangs below it, so a place in the order is found without walking.
//! The tree is a treap: its shape follows from the keys alone, whatever the order they came in.

use std::cmp::Ordering;
use std::sync::Arc;

/// What an [`Ordered`] is sorted by.
pub(crate) trait Key: Ord + Copy {
    /// A number that differs from key to key; spread, it balances the tree.
    fn number(&self) -> u64;
}

/// The map.
#[derive(Clone)]
pub(crate) struct Ordered<K, V> {
    root: Link<K, V>,
}

type Link<K, V> = Option<Arc<Node<K, V>>>;

#[derive(Clone)]
struct Node<K, V> {
    key: K,
    value: V,
    weight: u64,
    size: usize,
    left: Link<K, V>,
    right: Link<K, V>,
}

impl<K: Key, V: Clone> Ordered<K, V> {
    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        size(&self.root)
    }

    /// The value under a key.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let mut link = &self.root;
        while let Some(node) = link {
            link = match key.cmp(&node.key) {
                Ordering::Less => &node.left,
                Ordering::Greater => &node.right,
                Ordering::Equal => return Some(&node.value),
            };
        }
        None
    }

    /// The value under a key, to change it.
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let mut link = &mut self.root;
        while let Some(shared) = link {
            let node = Arc::make_mut(shared);
            link = match key.cmp(&node.key) {
                Ordering::Less => &mut node.left,
                Ordering::Greater => &mut node.right,
                Ordering::Equal => return Some(&mut node.value),
            };
        }
        None
    }

    /// Puts a value under a key, in place of the one that was there.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let (below, _, above) = split(self.root.take(), &key);
        let node = Node { key, value, weight: spread(key.number()), size: 1, left: None, right: None };
        self.root = join(join(below, Some(Arc::new(node))), above);
    }

    /// Takes the value under a key away.
    pub(crate) fn remove(&mut self, key: &K) {
        let (below, _, above) = split(self.root.take(), key);
        self.root = join(below, above);
    }

    /// How many entries come before a key.
    pub(crate) fn rank(&self, key: &K) -> usize {
        let (mut link, mut before) = (&self.root, 0);
        while let Some(node) = link {
            if node.key < *key {
                before += size(&node.left) + 1;
                link = &node.right;
            } else {
                link = &node.left;
            }
        }
        before
    }

    /// The entries from a key on, in order.
    pub(crate) fn iter_from(&self, key: &K) -> Iter<'_, K, V> {
        let mut iter = Iter { above: Vec::new() };
        let mut link = &self.root;
        while let Some(node) = link {
            link = if node.key < *key {
                &node.right
            } else {
                iter.above.push(node);
                &node.left
            };
        }
        iter
    }

    /// Every entry, in order.
    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        let mut iter = Iter { above: Vec::new() };
        iter.descend(&self.root);
        iter
    }
}

fn size<K, V>(link: &Link<K, V>) -> usize {
    link.as_ref().map_or(0, |node| node.size)
}

/// Spreads neighbouring numbers over the whole range: the finalizer of SplitMix64.
fn spread(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Cuts a tree into what comes before a key, what stands at it, and what comes after.
fn split<K: Key, V: Clone>(link: Link<K, V>, key: &K) -> (Link<K, V>, Link<K, V>, Link<K, V>) {
    let Some(mut shared) = link else { return (None, None, None) };
    let node = Arc::make_mut(&mut shared);
    match key.cmp(&node.key) {
        Ordering::Less => {
            let (below, at, above) = split(node.left.take(), key);
            node.left = above;
            node.size = size(&node.left) + size(&node.right) + 1;
            (below, at, Some(shared))
        }
        Ordering::Greater => {
            let (below, at, above) = split(node.right.take(), key);
            node.right = below;
            node.size = size(&node.left) + size(&node.right) + 1;
            (Some(shared), at, above)
        }
        Ordering::Equal => {
            let (below, above) = (node.left.take(), node.right.take());
            node.size = 1;
            (below, Some(shared), above)
        }
    }
}

/// Joins two trees; every key of the first comes before every key of the second.
fn join<K: Key, V: Clone>(first: Link<K, V>, second: Link<K, V>) -> Link<K, V> {
    let (mut first, mut second) = match (first, second) {
        (None, only) | (only, None) => return only,
        (Some(first), Some(second)) => (first, second),
    };
    if (first.weight, first.key) > (second.weight, second.key) {
        let top = Arc::make_mut(&mut first);
        top.size += second.size;
        top.right = join(top.right.take(), Some(second));
        Some(first)
    } else {
        let top = Arc::make_mut(&mut second);
        top.size += first.size;
        top.left = join(Some(first), top.left.take());
        Some(second)
    }
}

/// Walks an [`Ordered`] from the smallest key on.
pub(crate) struct Iter<'a, K, V> {
    /// Nodes still to be given, the next one last.
    above: Vec<&'a Node<K, V>>,
}

impl<'a, K, V> Iter<'a, K, V> {
    fn descend(&mut self, mut link: &'a Link<K, V>) {
        while let Some(node) = link {
            self.above.push(node);
            link = &node.left;
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.above.pop()?;
        self.descend(&node.right);
        Some((&node.key, &node.value))
    }
}

impl<K, V> Default for Ordered<K, V> {
    fn default() -> Self {
        Self { root: None }
    }
}

impl<K: Key, V: Clone + PartialEq> PartialEq for Ordered<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: Key + std::fmt::Debug, V: Clone + std::fmt::Debug> std::fmt::Debug for Ordered<K, V> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Key, Link, Ordered, size};

    impl Key for u64 {
        fn number(&self) -> u64 {
            *self
        }
    }

    fn depth(link: &Link<u64, u64>) -> usize {
        link.as_ref().map_or(0, |node| 1 + depth(&node.left).max(depth(&node.right)))
    }

    fn roll(random: &mut u64, sides: u64) -> u64 {
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*random >> 33) % sides
    }

    #[test]
    fn it_says_what_a_plain_ordered_map_says_and_copies_do_not_change() {
        let mut random = 42;
        let (mut ours, mut plain) = (Ordered::default(), BTreeMap::new());
        let mut copies = Vec::new();
        for step in 0..4_000 {
            let key = roll(&mut random, 300);
            match roll(&mut random, 4) {
                0 => {
                    ours.remove(&key);
                    plain.remove(&key);
                }
                1 => {
                    assert_eq!(
                        ours.get_mut(&key).map(|value| *value += 1),
                        plain.get_mut(&key).map(|value| *value += 1)
                    );
                }
                _ => {
                    ours.insert(key, step);
                    plain.insert(key, step);
                }
            }
            assert_eq!(ours.len(), plain.len());
            assert_eq!(ours.get(&key), plain.get(&key));
            assert_eq!(ours.rank(&key), plain.range(..key).count());
            if step % 200 == 0 {
                copies.push((ours.clone(), plain.clone()));
            }
        }
        for (ours, plain) in copies {
            assert!(ours.iter().eq(plain.iter()));
        }
    }

    #[test]
    fn keys_that_only_rise_leave_a_low_tree_of_the_same_shape_as_any_other_order() {
        let (mut rising, mut falling) = (Ordered::default(), Ordered::default());
        for key in 0..20_000 {
            rising.insert(key, key);
            falling.insert(19_999 - key, 19_999 - key);
        }
        assert_eq!(size(&rising.root), 20_000);
        assert!(depth(&rising.root) < 64, "{}", depth(&rising.root));
        assert_eq!(depth(&rising.root), depth(&falling.root));
        assert_eq!(rising, falling);
    }
    /// Nodes of the first tree that the second does not share.
    fn own(link: &Link<u64, u64>, other: &Ordered<u64, u64>) -> usize {
        let Some(node) = link else { return 0 };
        let mut shared = &other.root;
        while let Some(theirs) = shared {
            if std::sync::Arc::ptr_eq(node, theirs) {
                return 0;
            }
            shared = if node.key < theirs.key { &theirs.left } else { &theirs.right };
            if theirs.key == node.key {
                break;
            }
        }
        1 + own(&node.left, other) + own(&node.right, other)
    }

    #[test]
    fn a_change_copies_one_path_however_much_there_is() {
        let mut long_day = Ordered::default();
        for key in 0..20_000 {
            long_day.insert(key, key);
        }
        let published = long_day.clone();
        *long_day.get_mut(&12_345).unwrap() = 0;
        long_day.insert(20_000, 0);
        assert_eq!((published.len(), published.get(&12_345)), (20_000, Some(&12_345)));
        let copied = own(&long_day.root, &published);
        assert!((1..128).contains(&copied), "{copied} nodes copied for two changes");
    }
}
