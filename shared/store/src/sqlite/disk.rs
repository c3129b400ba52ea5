//! Whether a folder lies on a disk that can keep a write-ahead log.

use std::path::Path;

use crate::StoreError;

/// What `statfs` says of filesystems whose files lie on another machine: the log's shared memory is not shared there.
///
/// A program behind FUSE may keep its files anywhere, most often on another machine.
#[cfg(target_os = "linux")]
const NETWORK_TYPES: [(&str, u32); 10] = [
    ("nfs", 0x0000_6969),
    ("smb", 0x0000_517B),
    ("smb2", 0xFE53_4D42),
    ("cifs", 0xFF53_4D42),
    ("afs", 0x5346_414F),
    ("coda", 0x7375_7245),
    ("ncp", 0x0000_564C),
    ("ceph", 0x00C3_6400),
    ("fuse", 0x6573_5546),
    ("9p", 0x0102_1997),
];

/// Refuses a folder on a network disk.
#[cfg(target_os = "linux")]
pub(super) fn refuse_network(folder: &Path) -> Result<(), StoreError> {
    let found = rustix::fs::statfs(folder)
        .map_err(|error| StoreError::File { file: folder.to_owned(), source: error.into() })?;
    // The constants have 32 bits whatever the width of the field is.
    if is_network(found.f_type as u32) {
        return Err(StoreError::NetworkDisk { folder: folder.to_owned() });
    }
    Ok(())
}

/// Elsewhere the kind of a disk is not asked for.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as on Linux")]
pub(super) fn refuse_network(_folder: &Path) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn is_network(kind: u32) -> bool {
    NETWORK_TYPES.iter().any(|(_, network)| *network == kind)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{is_network, refuse_network};

    #[test]
    fn local_disks_are_taken_and_network_disks_are_not() {
        let (ext4, xfs, btrfs, tmpfs, overlay) = (0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630);
        for local in [ext4, xfs, btrfs, tmpfs, overlay] {
            assert!(!is_network(local), "{local:x}");
        }
        let (nfs, cifs, smb2, fuse, plan9) = (0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546, 0x0102_1997);
        for network in [nfs, cifs, smb2, fuse, plan9] {
            assert!(is_network(network), "{network:x}");
        }
        refuse_network(&std::env::temp_dir()).unwrap();
    }
}
