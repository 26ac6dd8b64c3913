package web

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// reportCache keeps the completion reports that pages asked for last, under stamps that change whenever the report may: a plan is read far more often
// than it changes.
type reportCache struct {
	mu    sync.Mutex
	most  int
	order *list.List // of *keptReport, the newest use first
	kept  map[string]*list.Element
}

type keptReport struct {
	key    string
	report workplan.CompletionReport
}

func newReportCache(most int) *reportCache {
	return &reportCache{most: most, order: list.New(), kept: map[string]*list.Element{}}
}

func (r *reportCache) get(key string) (workplan.CompletionReport, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	at, there := r.kept[key]
	if !there {
		return workplan.CompletionReport{}, false
	}
	r.order.MoveToFront(at)
	return at.Value.(*keptReport).report, true
}

func (r *reportCache) put(key string, report workplan.CompletionReport) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at, there := r.kept[key]; there {
		r.order.Remove(at)
	}
	r.kept[key] = r.order.PushFront(&keptReport{key, report})
	for len(r.kept) > r.most {
		oldest := r.order.Back()
		r.order.Remove(oldest)
		delete(r.kept, oldest.Value.(*keptReport).key)
	}
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
