package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// applicationID marks a SQLite file as ours (bytes 68 to 71 of the file): "FWP1".
const applicationID = 0x46575031

// smallestFile is the size of the smallest database, one page; SQLite takes a file of one byte for an empty one.
const smallestFile = 512

// prepareFile makes, unless for reading, the folder and an empty file that only their owner may read, and refuses, untouched, what is damaged,
// not ours or on a disk of another machine. Until release, other starters wait.
func prepareFile(ctx context.Context, path string, reading bool) (release func(), err error) {
	if path == "" || strings.ContainsAny(path, "?#\x00") || strings.HasPrefix(path, ":") {
		return nil, fmt.Errorf("%q is not a path to a SQLite file; set FWP_DATABASE_URL, for example to sqlite://fwp.db", path)
	}
	if !reading {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("the folder of the database cannot be made: %w", err)
		}
	}
	if err := refuseRemote(path); err != nil {
		return nil, err
	}
	wait, cancel := context.WithTimeout(ctx, migrateWait)
	defer cancel()
	if release, err = lockFolder(wait, filepath.Dir(path)); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !reading:
		err = createFile(path)
	case err != nil:
		err = fmt.Errorf("the database file cannot be opened: %w", err)
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%s is not a regular file; a database cannot be kept there", path)
	case info.Size() > 0:
		err = inspectFile(ctx, path, info.Size())
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

func createFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("the database file cannot be made: %w", err)
	}
	return f.Close()
}

// fileURI is the address of a file for SQLite.
func fileURI(path string) string {
	return "file:" + (&url.URL{Path: filepath.Clean(path)}).EscapedPath()
}

// inspectFile refuses a file that is damaged, not a database or another program's, through a connection that cannot write. Where no log
// lies beside the file, nothing is made beside it either.
func inspectFile(ctx context.Context, path string, size int64) error {
	if size < smallestFile {
		return unreadable(path, fmt.Errorf("it holds no more than %d bytes", size))
	}
	how := "?mode=ro&_pragma=busy_timeout(5000)&_pragma=cell_size_check(1)"
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		how += "&immutable=1"
	}
	conns, err := sql.Open("sqlite", fileURI(path)+how)
	if err != nil {
		return unreadable(path, err)
	}
	defer conns.Close()
	conns.SetMaxOpenConns(1)
	var id, tables int
	if err := conns.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return unreadable(path, err)
	}
	if err := conns.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return unreadable(path, err)
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return fmt.Errorf("%s is a SQLite file of another program; it was left untouched. Name another file in FWP_DATABASE_URL", path)
	}
	if err := soundness(ctx, conns); err != nil {
		return unreadable(path, err)
	}
	return nil
}

// soundness is SQLite's own check, and one of the list of free pages, which that leaves out.
func soundness(ctx context.Context, conns *sql.DB) error {
	var verdict string
	if err := conns.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return errors.New(verdict)
	}
	var pages, free int64
	err := conns.QueryRowContext(ctx, "SELECT page_count, freelist_count FROM pragma_page_count, pragma_freelist_count").Scan(&pages, &free)
	if err == nil && free >= pages {
		err = fmt.Errorf("it claims %d free pages of %d", free, pages)
	}
	return err
}

// unreadable explains, in one line, a file that cannot be trusted, or only not be had now.
func unreadable(path string, err error) error {
	if err = unavailable(err); errors.Is(err, ErrBusy) {
		return fmt.Errorf("the database %s cannot be opened now: %w", path, err)
	}
	return fmt.Errorf("%s is damaged or not a database, and was left untouched (%s). Restore the latest backup to a new file and name that in FWP_DATABASE_URL",
		path, strings.Join(strings.Fields(err.Error()), " "))
}

// markFile refuses an unsafe SQLite, and marks a new file as ours.
func markFile(ctx context.Context, conns *sql.DB, path string) error {
	var version string
	var id int
	if err := conns.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return unreadable(path, err)
	}
	if olderThan(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s is built in; at least %s is needed", version, oldestSQLite)
	}
	if err := conns.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return unreadable(path, err)
	}
	if id == applicationID {
		return nil
	}
	_, err := conns.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA wal_checkpoint(TRUNCATE)", applicationID))
	if err != nil {
		return fmt.Errorf("the new database %s cannot be written: %w", path, err)
	}
	return nil
}

// olderThan compares version numbers part by part.
func olderThan(version, oldest string) bool {
	var v, o [3]int
	_, _ = fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2])
	_, _ = fmt.Sscanf(oldest, "%d.%d.%d", &o[0], &o[1], &o[2])
	for i := range v {
		if v[i] != o[i] {
			return v[i] < o[i]
		}
	}
	return false
}
