package web

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// lately keeps what pages asked for last and takes long to make, under keys that change whenever it may: a plan is read far more often than it changes.
type lately[V any] struct {
	mu    sync.Mutex
	most  int
	order *list.List // of *entry[V], the newest use first
	byKey map[string]*list.Element
}

type entry[V any] struct {
	key   string
	value V
}

func newLately[V any](most int) *lately[V] {
	return &lately[V]{most: most, order: list.New(), byKey: map[string]*list.Element{}}
}

func (l *lately[V]) get(key string) (value V, there bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at, there := l.byKey[key]
	if !there {
		return value, false
	}
	l.order.MoveToFront(at)
	return at.Value.(*entry[V]).value, true
}

func (l *lately[V]) put(key string, value V) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, there := l.byKey[key]; there {
		l.order.Remove(at)
	}
	l.byKey[key] = l.order.PushFront(&entry[V]{key, value})
	for len(l.byKey) > l.most {
		oldest := l.order.Back()
		l.order.Remove(oldest)
		delete(l.byKey, oldest.Value.(*entry[V]).key)
	}
}

// portfolio is the plans of all bodies that the person may read, side by side. It is not to be changed: others may be reading it.
func (c *call) portfolio(ctx context.Context) (workplan.Portfolio, error) {
	stamp, err := c.site.Tracker.PortfolioStamp(ctx, c.actor)
	if err != nil {
		return workplan.Portfolio{}, err
	}
	key := stamp + "|" + c.actor.Label()
	if made, there := c.site.portfolios.get(key); there {
		return made, nil
	}
	made, err := c.site.Tracker.Portfolio(ctx, c.actor, tracker.PortfolioRequest{})
	if err == nil {
		c.site.portfolios.put(key, made)
	}
	return made, err
}

// report is the completion report of a plan for the person, as of when it is asked for. It is not to be changed: others may be reading it.
func (c *call) report(ctx context.Context, plan string, ask tracker.ReportRequest) (workplan.CompletionReport, error) {
	stamp, err := c.site.Tracker.ReportStamp(ctx, c.actor, plan)
	if err != nil {
		return workplan.CompletionReport{}, err
	}
	key := fmt.Sprintf("%s|%s|%q|%+v", plan, stamp, c.actor.Label(), ask)
	if report, there := c.site.reports.get(key); there {
		return report, nil
	}
	report, err := c.site.Tracker.CompletionReport(ctx, c.actor, plan, ask)
	if err == nil {
		c.site.reports.put(key, report)
	}
	return report, err
}
