//! One thread with a tokio runtime beside the screen's own event loop.

use anyhow::Context;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// The thread on which a screen's network work runs; it ends when this is dropped.
pub struct Worker {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system refuses a thread or a runtime.
    pub fn start() -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .context("cannot start the network runtime")?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    // A dropped sender means the same as a sent message: stop.
                    let _ = stopped.await;
                });
                runtime.shutdown_background();
            })
            .context("cannot start the worker thread")?;
        Ok(Self { handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Where to spawn work; results go back through the screen's queue, `app::Inputs`.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the worker thread had panicked");
        }
    }
}
