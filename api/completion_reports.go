package api

import (
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
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			since							query		string		false	"Compare with this date (or meeting:CODE)"
//	@Param			annex							query		bool		false	"With a sheet per item: its full history"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	CompletionReport
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/report [get]
func (a *API) getCompletionReport(c echo.Context, actor workplan.Actor) error {
	q, err := parseQuery(c, "as_of", "known_at", "since", "annex")
	if err != nil {
		return err
	}
	ask := tracker.ReportRequest{When: q.when(), Since: q.day("since")}
	if annex := q.boolean("annex"); annex != nil {
		ask.WithAnnex = *annex
	}
	if err := q.err(); err != nil {
		return err
	}
	ctx, plan := c.Request().Context(), c.Param("plan")
	stamp, err := a.Tracker.ReportStamp(ctx, actor, plan)
	if err != nil {
		return err
	}
	kept, err := a.reports.get(plan+"?"+q.values.Encode()+" "+actor.Label(), stamp, func() ([]byte, error) {
		r, err := a.Tracker.CompletionReport(ctx, actor, plan, ask)
		if err != nil {
			return nil, err
		}
		return encode(reportDTO(r))
	})
	if err != nil {
		return err
	}
	return respondBytes(c, http.StatusOK, kept.etag, kept.body)
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
