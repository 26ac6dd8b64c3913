//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// lockFolder holds other starters off the SQLite files of a folder until release. It locks the folder itself: a file beside the database
// would stay behind, and closing a second handle on the database would drop the locks that SQLite holds on it in this process.
func lockFolder(ctx context.Context, path string) (release func(), err error) {
	folder, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the folder of the database cannot be opened: %w", err)
	}
	for {
		err = syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = folder.Close() }, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			_ = folder.Close()
			return nil, fmt.Errorf("the folder %s cannot be locked; a database cannot be kept there: %w", path, err)
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			_ = folder.Close()
			return nil, fmt.Errorf("another program has been preparing the database in %s: %w", path, ctx.Err())
		}
	}
}

// lockService holds other services off a database until release, or until this process ends, however it ends. The lock lies on an empty file
// beside the database, which stays behind and means nothing unless it is locked: removing it would let two services lock two files of that name.
func lockService(path string) (release func() error, err error) {
	beside, err := os.OpenFile(path+"-service", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the file that keeps other services off the database cannot be made: %w", err)
	}
	for {
		err = syscall.Flock(int(beside.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return beside.Close, nil
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			err = fmt.Errorf("another service has the database %s; stop that one first, or move to PostgreSQL, which several may serve", path)
		default:
			err = fmt.Errorf("%s cannot be locked; a database cannot be kept there: %w", beside.Name(), err)
		}
		return nil, errors.Join(err, beside.Close())
	}
}
