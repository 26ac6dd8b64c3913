package store

import (
	"context"
	"database/sql"
	"os"
)

// Sizes of SQLite's write-ahead log, in pages of 4 KiB, at which it is dealt with. The file itself says little: it keeps its size when it is
// begun anew.
const (
	logToCopy  = 1000
	logToReset = 8000
	pageSize   = 4096
)

// checkpointer moves the write-ahead log into the file between commits rather than within one, and begins the log anew before it grows large.
type checkpointer struct {
	conns   *sql.DB
	path    string
	retryAt int
}

// run does what is due. Whatever fails is only put off: the next call sees the same log.
func (c *checkpointer) run() {
	if info, err := os.Stat(c.path + "-wal"); err != nil || info.Size() < logToCopy*pageSize {
		return
	}
	pages, copied, err := c.checkpoint("NOOP")
	if err == nil && pages-copied >= logToCopy {
		pages, _, err = c.checkpoint("PASSIVE")
	}
	switch {
	case err != nil || pages < logToReset:
		c.retryAt = 0
	case pages >= c.retryAt:
		// Readers that follow closely on one another never let the log begin anew by itself; this waits for those under way, a little.
		_, _ = c.conns.ExecContext(context.Background(), "PRAGMA busy_timeout = 50")
		pages, _, _ = c.checkpoint("TRUNCATE")
		c.retryAt = max(pages, logToReset) + logToCopy
		_, _ = c.conns.ExecContext(context.Background(), "PRAGMA busy_timeout = 5000")
	}
}

// checkpoint runs one and says how many pages the log holds, and how many of them are in the file.
func (c *checkpointer) checkpoint(mode string) (pages, copied int, err error) {
	var busy int
	err = c.conns.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &pages, &copied)
	return pages, copied, err
}
