//! How many connections there are, and whose: a machine that opens many and says nothing must not keep others out.
//!
//! There is room for so many in all, and so many from one machine. Where there is no room, the connection that has said
//! nothing for longest gives way: a browser says what it wants at once.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;

/// How many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// In all.
    pub(super) all: usize,
    /// From one machine; this one apart, where a server in front speaks for everybody.
    pub(super) each: usize,
}

/// A little below what a process may usually open, which is 1024.
pub(super) const ROOM: Room = Room { all: 768, each: 64 };

#[derive(Default)]
struct Held {
    next: u64,
    all: usize,
    from: BTreeMap<IpAddr, usize>,
    /// Those that have said nothing yet, the oldest first, with what tells them to give way.
    silent: BTreeMap<u64, Arc<Notify>>,
}

/// All connections.
#[derive(Clone)]
pub(super) struct Connections {
    room: Room,
    held: Arc<Mutex<Held>>,
}

/// One of them, until it is dropped.
pub(super) struct Connection {
    of: Connections,
    number: u64,
    from: IpAddr,
}

impl Connections {
    pub(super) fn new(room: Room) -> Self {
        Self { room, held: Arc::default() }
    }

    fn held<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes one more in, and tells by what it learns that it must give way; `None` where there is no room.
    pub(super) fn enter(&self, from: IpAddr) -> Option<(Connection, Arc<Notify>)> {
        let gives_way = Arc::new(Notify::new());
        let number = self.held(|held| {
            let own = held.from.get(&from).copied().unwrap_or(0);
            if !from.is_loopback() && own >= self.room.each {
                return None;
            }
            if held.all >= self.room.all {
                // It leaves in a moment; its room is given away already.
                held.silent.pop_first()?.1.notify_one();
            }
            held.next += 1;
            held.all += 1;
            *held.from.entry(from).or_default() += 1;
            held.silent.insert(held.next, Arc::clone(&gives_way));
            Some(held.next)
        })?;
        Some((Connection { of: self.clone(), number, from }, gives_way))
    }
}

impl Connection {
    /// It said what it wants.
    pub(super) fn speaks(&self) {
        self.of.held(|held| held.silent.remove(&self.number));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.of.held(|held| {
            held.silent.remove(&self.number);
            held.all = held.all.saturating_sub(1);
            if let Some(own) = held.from.get_mut(&self.from) {
                *own -= 1;
                if *own == 0 {
                    held.from.remove(&self.from);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(number: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, number])
    }

    #[tokio::test]
    async fn whoever_says_nothing_gives_way_to_whoever_comes() {
        let connections = Connections::new(Room { all: 4, each: 4 });
        let mut silent: Vec<_> = (0..4).map(|n| connections.enter(machine(n)).unwrap()).collect();
        silent[0].0.speaks();
        let came = connections.enter(machine(9)).unwrap();
        silent[1].1.notified().await;
        came.0.speaks();
        silent[2].0.speaks();
        silent[3].0.speaks();
        drop(silent.remove(1));
        assert!(connections.enter(machine(8)).is_none(), "whoever said something stays");
        drop(silent.remove(0));
        assert!(connections.enter(machine(8)).is_some(), "one left");
    }

    #[test]
    fn one_machine_does_not_take_all_the_room_and_gives_it_back() {
        let connections = Connections::new(Room { all: 100, each: 3 });
        let held: Vec<_> = (0..10).filter_map(|_| connections.enter(machine(1))).collect();
        assert_eq!(held.len(), 3);
        assert!(connections.enter(machine(2)).is_some());
        drop(held);
        assert!(connections.enter(machine(1)).is_some());
        let spoken: Vec<_> = (0..200).filter_map(|n| connections.enter(machine(n))).inspect(|c| c.0.speaks()).collect();
        assert_eq!(spoken.len(), 100, "those who said something stay");
    }
}
