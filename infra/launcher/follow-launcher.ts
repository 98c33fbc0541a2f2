/**
 * Loaded by `--require` into an app that the launcher starts: when the launcher is gone, however it went, the app stops in order,
 * so that no hub without its launcher keeps the port.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
