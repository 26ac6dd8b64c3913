package store

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// Bounds of waiting to write.
const (
	writeQueue   = 64
	writeWait    = time.Second
	batchMost    = 64
	checkpointAt = 4 << 20
)

// InTx runs fn in one transaction that writes, and returns nil only once everything fn did is durable. When fn returns an error, or panics,
// nothing of it remains. Where the database has no room for the request within a second, the answer is [ErrBusy].
//
// On SQLite, writers that wait share one durable commit, each inside its own savepoint: the disk is asked once for all of them.
func (s *Store) InTx(ctx context.Context, fn func(*Tx) error) error {
	if s.writer != nil {
		return unavailable(s.writer.do(ctx, fn))
	}
	var err error
	for range 4 {
		err = s.w.WithContext(ctx).Transaction(func(db *gorm.DB) error { return fn(&Tx{db: db, engine: s.engine}) })
		if !retryable(err) {
			return unavailable(err)
		}
	}
	return fmt.Errorf("%w: %w", ErrBusy, err)
}

// writer owns SQLite's one writing connection.
type writer struct {
	db      *gorm.DB
	path    string
	jobs    chan *job
	done    chan struct{}
	stopped chan struct{}
}

// job is one caller's transaction. State says whether it still waits, was taken up, or was given up by its caller.
type job struct {
	fn       func(*Tx) error
	state    atomic.Int32
	finished chan struct{}
	err      error
	panicked any
}

const (
	waiting = iota
	taken
	abandoned
)

func newWriter(db *gorm.DB, path string) *writer {
	w := &writer{db: db, path: path, jobs: make(chan *job, writeQueue), done: make(chan struct{}), stopped: make(chan struct{})}
	go w.run()
	return w
}

// do hands a job to the writer and waits for its commit. A caller whose context ends before the job is taken up gives it up; from then on
// it waits for the outcome, so that an answer is never in doubt.
func (w *writer) do(ctx context.Context, fn func(*Tx) error) error {
	j := &job{fn: fn, finished: make(chan struct{})}
	timer := time.NewTimer(writeWait)
	defer timer.Stop()
	select {
	case w.jobs <- j:
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	case <-w.done:
		return ErrBusy
	}
	select {
	case <-j.finished:
	case <-ctx.Done():
		if j.state.CompareAndSwap(waiting, abandoned) {
			return ctx.Err()
		}
		<-j.finished
	case <-w.stopped:
		return ErrBusy
	}
	if j.panicked != nil {
		panic(j.panicked)
	}
	return j.err
}

// stop lets the jobs in hand finish, writes the log into the file and ends the writer.
func (w *writer) stop() error {
	close(w.done)
	<-w.stopped
	return w.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error
}

func (w *writer) run() {
	defer close(w.stopped)
	for {
		select {
		case j := <-w.jobs:
			w.commit(w.gather(j))
			w.checkpoint()
		case <-w.done:
			for len(w.jobs) > 0 {
				w.commit(w.gather(<-w.jobs))
			}
			return
		}
	}
}

// gather takes up the first job and all that wait behind it.
func (w *writer) gather(j *job) []*job {
	batch := make([]*job, 0, 8)
	for {
		if j.state.CompareAndSwap(waiting, taken) {
			batch = append(batch, j)
		}
		if len(batch) == batchMost {
			return batch
		}
		select {
		case j = <-w.jobs:
		default:
			return batch
		}
	}
}

// commit runs the jobs, each in its savepoint, and commits them together. If the commit fails, all of them have failed.
func (w *writer) commit(batch []*job) {
	if len(batch) == 0 {
		return
	}
	defer func() {
		for _, j := range batch {
			close(j.finished)
		}
	}()
	err := w.db.Exec("BEGIN IMMEDIATE").Error
	for _, j := range batch {
		if err == nil {
			err = j.run(w.db)
		}
	}
	if err == nil {
		err = w.db.Exec("COMMIT").Error
	}
	if err != nil {
		w.db.Exec("ROLLBACK") // where there is nothing to undo, this says so, and nothing is lost
	}
	for _, j := range batch {
		if err != nil {
			j.err, j.panicked = err, nil
		}
	}
}

// run runs the job in its savepoint. What it returns is not the job's own error but that the whole transaction is lost.
func (j *job) run(tx *gorm.DB) error {
	if err := tx.Exec("SAVEPOINT job").Error; err != nil {
		return err
	}
	j.call(&Tx{db: tx, engine: SQLite})
	if j.err != nil || j.panicked != nil {
		if err := tx.Exec("ROLLBACK TO job").Error; err != nil {
			return err
		}
	}
	return tx.Exec("RELEASE job").Error
}

func (j *job) call(tx *Tx) {
	defer func() { j.panicked = recover() }()
	j.err = j.fn(tx)
}

// checkpoint moves the write-ahead log into the file once it has grown, between commits rather than within one. A reader that still needs
// the log only postpones the rest of the work to the next call.
func (w *writer) checkpoint() {
	if info, err := os.Stat(w.path + "-wal"); err == nil && info.Size() > checkpointAt {
		w.db.Exec("PRAGMA wal_checkpoint(PASSIVE)")
	}
}
