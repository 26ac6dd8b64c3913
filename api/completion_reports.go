package api

import (
	"context"
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// getCompletionReport answers the completion report of a plan.
//
//	@ID				getCompletionReport
//	@Summary		Pull the completion report
//	@Description	The plan as it stood on as_of from what was recorded by known_at, counted and listed as far as you may see it; since adds what changed.
//	@Tags			reports
//	@Param			plan							path		string		true	"Plan code"
//	@Param			since							query		string		false	"Compare with this date (or meeting:CODE)"
//	@Param			audience						query		string		false	"Only what this audience may see; never wider than what you may see"	Enums(public, members, chairs)
//	@Param			lead							query		[]string	false	"Only items led by any of these members"							collectionFormat(csv)
//	@Param			objective						query		[]int		false	"Only items under these objectives"									collectionFormat(csv)
//	@Param			topic							query		[]string	false	"Only items with any of these topics"								collectionFormat(csv)
//	@Param			annex							query		bool		false	"With a sheet per item: its full history"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	CompletionReport
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/report [get]
func (a *API) getCompletionReport(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at", "since", "audience", "lead", "objective", "topic", "annex")
	ask := tracker.ReportRequest{When: q.when(), Since: q.day("since"), Scope: q.reportScope(), WithAnnex: q.is("annex")}
	if err := q.err(); err != nil {
		return err
	}
	plan := c.Param("plan")
	report, err := a.keptReport(c.Request().Context(), actor, plan, plan+"?"+q.values.Encode(), ask)
	if err != nil {
		return err
	}
	return respondBytes(c, http.StatusOK, report.etag, report.body)
}

// reportScope reads what a report is narrowed to.
func (q *query) reportScope() workplan.ReportScope {
	return workplan.ReportScope{Audience: enum(q, "audience", workplan.Audiences), Leads: q.words("lead"), Objectives: q.integers("objective"), Topics: q.words("topic")}
}

// keptReport is the encoded report on a plan for this actor, kept under the name of what was asked for; it is made anew where what it rests on
// has changed.
func (a *API) keptReport(ctx context.Context, actor workplan.Actor, plan, name string, ask tracker.ReportRequest) (keptReport, error) {
	stamp, err := a.Tracker.ReportStamp(ctx, actor, plan)
	if err != nil {
		return keptReport{}, err
	}
	return a.reports.get(name+" "+actor.Label(), stamp, func() ([]byte, error) {
		r, err := a.Tracker.CompletionReport(ctx, actor, plan, ask)
		if err != nil {
			return nil, err
		}
		return encode(reportDTO(r))
	})
}

// reportCache keeps the bytes of reports as long as their stamp says that nothing they rest on has changed. It is asked with the stamp of the
// moment, so that what it gives is never older than the database, on any instance.
type reportCache struct {
	mu     sync.Mutex
	kept   map[string]keptReport
	oldest []string
	bytes  int
	most   int
}

type keptReport struct {
	stamp string
	etag  string
	body  []byte
}

func newReportCache(mebibytes int) *reportCache {
	return &reportCache{kept: map[string]keptReport{}, most: mebibytes << 20}
}

// get gives the report kept under key with this stamp, or builds and keeps it.
func (r *reportCache) get(key, stamp string, build func() ([]byte, error)) (keptReport, error) {
	r.mu.Lock()
	kept, ok := r.kept[key]
	r.mu.Unlock()
	if ok && kept.stamp == stamp {
		return kept, nil
	}
	body, err := build()
	if err != nil {
		return keptReport{}, err
	}
	kept = keptReport{stamp: stamp, etag: etagOf(0, body), body: body}
	r.keep(key, kept)
	return kept, nil
}

func (r *reportCache) keep(key string, report keptReport) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, ok := r.kept[key]; ok {
		r.bytes -= len(before.body)
	} else {
		r.oldest = append(r.oldest, key)
	}
	r.kept[key] = report
	for r.bytes += len(report.body); r.bytes > r.most && len(r.oldest) > 0; r.oldest = r.oldest[1:] {
		r.bytes -= len(r.kept[r.oldest[0]].body)
		delete(r.kept, r.oldest[0])
	}
}
