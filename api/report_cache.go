package api

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"
)

// reportCache keeps the bytes of reports as long as their stamp says that nothing they rest on has changed. It is asked with the stamp of the
// moment, so that what it gives is never older than the database, on any instance. Reports are made a few at a time, and each only once where
// several ask for it together.
type reportCache struct {
	mu     sync.Mutex
	kept   map[reportKey]reportFile
	oldest []reportKey
	bytes  int
	most   int
	making map[reportKey]chan struct{}
	turns  turns
}

// reportKey stands for what is asked for, and by whom.
type reportKey [sha256.Size]byte

func keyOf(asked string) reportKey { return sha256.Sum256([]byte(asked)) }

const (
	// reportsAtOnce is how many reports are made at once; the memory of one can be large.
	reportsAtOnce = 2
	// reportWait is how long a request waits for its turn.
	reportWait = time.Second
	// reportKept is what keeping one report costs beside its bytes.
	reportKept = 1024
)

func newReportCache(mebibytes int) *reportCache {
	return &reportCache{kept: map[reportKey]reportFile{}, most: mebibytes << 20, making: map[reportKey]chan struct{}{},
		turns: newTurns(reportsAtOnce, reportWait, "Other reports are being made; this one was not begun.")}
}

// get gives the report kept under key with this stamp, or makes and keeps it. Build is given the report kept there before, if there is one.
func (r *reportCache) get(ctx context.Context, key reportKey, stamp string, build func(before reportFile) (reportFile, error)) (reportFile, error) {
	for {
		before, ours, done := r.claim(key, stamp)
		switch {
		case ours:
			return r.make(ctx, key, stamp, func() (reportFile, error) { return build(before) })
		case done == nil:
			return before, nil
		}
		select {
		case <-done: // by another request, which may have failed for its own reasons
		case <-ctx.Done():
			return reportFile{}, ctx.Err()
		}
	}
}

// claim gives the report that is kept, says that it is now the caller's to make, or gives what to wait for while another request makes it.
func (r *reportCache) claim(key reportKey, stamp string) (kept reportFile, ours bool, done <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	kept, ok := r.kept[key]
	if ok && kept.stamp == stamp {
		return kept, false, nil
	}
	if making, ok := r.making[key]; ok {
		return kept, false, making
	}
	r.making[key] = make(chan struct{})
	return kept, true, nil
}

// make makes a report in its turn, keeps it, and tells those who wait for it.
func (r *reportCache) make(ctx context.Context, key reportKey, stamp string, build func() (reportFile, error)) (file reportFile, err error) {
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		close(r.making[key])
		delete(r.making, key)
	}()
	if err := r.turns.take(ctx, func() error { file, err = build(); return err }); err != nil {
		return file, err
	}
	file.stamp = stamp
	r.keep(key, file)
	return file, nil
}

func (r *reportCache) keep(key reportKey, report reportFile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, ok := r.kept[key]; ok {
		r.bytes -= reportKept + len(before.body)
	} else {
		r.oldest = append(r.oldest, key)
	}
	r.kept[key] = report
	for r.bytes += reportKept + len(report.body); r.bytes > r.most && len(r.oldest) > 0; r.oldest = r.oldest[1:] {
		r.bytes -= reportKept + len(r.kept[r.oldest[0]].body)
		delete(r.kept, r.oldest[0])
	}
}
