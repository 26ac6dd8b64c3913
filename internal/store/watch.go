package store

import (
	"context"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// watch stands where GORM would log: it keeps silent, and tells whoever watches what is sent to the database.
type watch struct {
	logger.Interface
	fn atomic.Pointer[func(statement string)]
}

func newWatch() *watch { return &watch{Interface: logger.Discard} }

// LogMode keeps GORM from replacing the watch.
func (w *watch) LogMode(logger.LogLevel) logger.Interface { return w }

// ParamsFilter keeps parameters out of what is told.
func (w *watch) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace tells of one statement.
func (w *watch) Trace(_ context.Context, _ time.Time, what func() (string, int64), _ error) {
	if fn := w.fn.Load(); fn != nil {
		statement, _ := what()
		(*fn)(statement)
	}
}

// Watch calls fn with every statement that the store sends from now on, without its parameters, until stop is called. What only begins and ends
// transactions is not told. There is one watcher at a time.
func (s *Store) Watch(fn func(statement string)) (stop func()) {
	s.watched.fn.Store(&fn)
	return func() { s.watched.fn.CompareAndSwap(&fn, nil) }
}
