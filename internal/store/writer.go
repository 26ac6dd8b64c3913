package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// Bounds of waiting to write.
const (
	writeQueue = 64
	writeWait  = time.Second
	batchMost  = 64
)

// errUnfinished is the outcome of a transaction whose function ended its goroutine instead of returning.
var errUnfinished = errors.New("the transaction was not finished")

// InTx runs fn in one transaction that writes, and returns nil only once everything fn did is durable. When fn returns an error, or panics,
// nothing of it remains. Where the request is not taken up within a second, the answer is [ErrBusy].
//
// On SQLite, writers that wait share one durable commit, each inside its own savepoint: the disk is asked once for all of them. On
// PostgreSQL, fn is run again where it was given up only because of another transaction running beside it.
func (s *Store) InTx(ctx context.Context, fn func(*Tx) error) error {
	switch {
	case s.w == nil:
		return ErrReading
	case s.writer != nil:
		return unavailable(s.writer.do(ctx, fn))
	default:
		return unavailable(s.inPostgres(ctx, fn))
	}
}

// writer owns SQLite's one writing connection to a file.
type writer struct {
	db         *gorm.DB
	file       fileIdentity
	jobs       chan *job
	closing    chan struct{}
	stopped    chan struct{}
	close      func()
	checkpoint func()
}

// job is one caller's transaction. State says whether it still waits, was taken up, or was given up by its caller; own is what its function
// returned, err the outcome, which is nil only after the commit.
type job struct {
	fn       func(*Tx) error
	state    atomic.Int32
	finished chan struct{}
	own, err error
	panicked any
}

const (
	waiting = iota
	taken
	abandoned
)

func newWriter(db *gorm.DB, file fileIdentity, checkpoint func()) *writer {
	w := &writer{db: db, file: file, jobs: make(chan *job, writeQueue), closing: make(chan struct{}), stopped: make(chan struct{}), checkpoint: checkpoint}
	w.close = sync.OnceFunc(func() { close(w.closing) })
	go w.run()
	return w
}

// do hands a job to the writer and waits for its commit. A caller whose context ends, or whose second is over, before the job is taken up
// gives it up; from then on it waits for the outcome, so that an answer is never in doubt.
func (w *writer) do(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{fn: fn, finished: make(chan struct{}), err: ErrBusy}
	timer := time.NewTimer(writeWait)
	defer timer.Stop()
	select {
	case w.jobs <- j:
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	case <-w.closing:
		return ErrBusy
	}
	err := ErrBusy
	select {
	case <-j.finished:
	case <-timer.C:
	case <-w.stopped:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if j.state.CompareAndSwap(waiting, abandoned) {
		return err
	}
	<-j.finished
	if j.panicked != nil {
		panic(j.panicked)
	}
	return j.err
}

// stop lets the jobs in hand finish, writes the log into the file and ends the writer.
func (w *writer) stop() error {
	w.close()
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
		case <-w.closing:
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

// commit runs the jobs, each in its savepoint, and commits them together. If the commit fails, those that went well have failed with it.
func (w *writer) commit(batch []*job) {
	defer func() {
		for _, j := range batch {
			close(j.finished)
		}
	}()
	if len(batch) == 0 {
		return
	}
	lost := w.together(batch)
	for _, j := range batch {
		switch {
		case j.own != nil:
			j.err = j.own
		case lost != nil:
			j.err = fmt.Errorf("%w: %w", ErrBusy, lost)
		default:
			j.err = nil
		}
	}
}

// together is the one transaction of a batch. An error says that nothing of it remains. A job that is alone needs no savepoint: what it
// leaves undone is undone with the transaction.
//
// The file is looked for before, so that no log grows beside one that took its place, and once more after the commit, so that nothing is
// acknowledged that went into a file which is gone.
func (w *writer) together(batch []*job) error {
	if err := w.file.inPlace(); err != nil {
		return err
	}
	err := control(w.db, "BEGIN IMMEDIATE")
	alone := len(batch) == 1
	for _, j := range batch {
		switch {
		case err != nil:
		case alone:
			j.call(&Tx{db: w.db, engine: SQLite})
		default:
			err = j.run(w.db)
		}
	}
	if err == nil && alone && batch[0].failed() {
		return control(w.db, "ROLLBACK")
	}
	if err == nil {
		err = control(w.db, "COMMIT")
	}
	if err != nil {
		_ = control(w.db, "ROLLBACK") // where there is nothing to undo, this says so, and nothing is lost
		return err
	}
	return w.file.inPlace()
}

// failed says whether the job's own function did not go well.
func (j *job) failed() bool { return j.own != nil || j.panicked != nil }

// run runs the job in its savepoint. What it returns is not the job's own error but that the whole transaction is lost: SQLite itself rolls
// back when the disk is full, and then there is no savepoint left to return to.
func (j *job) run(db *gorm.DB) error {
	if err := control(db, "SAVEPOINT job"); err != nil {
		return err
	}
	j.call(&Tx{db: db, engine: SQLite})
	if j.failed() {
		if err := control(db, "ROLLBACK TO job"); err != nil {
			return errors.Join(err, j.own)
		}
	}
	return control(db, "RELEASE job")
}

// call runs the job's function on a goroutine of its own, so that not even one that ends its goroutine ends the writer.
func (j *job) call(tx *Tx) {
	returned := make(chan struct{})
	j.own = errUnfinished
	go func() {
		defer close(returned)
		defer func() { j.panicked = recover() }()
		j.own = j.fn(tx)
	}()
	<-returned
}
