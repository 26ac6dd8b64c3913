package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// AuditEntry is the published form of an audit entry.
//
//	@Description	One change: who, for whom, by what right, when, what stood before and after. Entries of a chain (a body, or system) are numbered
//	@Description	without gap, and each hash covers the one before: an edited, removed, inserted or reordered entry shows.
type AuditEntry struct {
	Chain      string         `json:"chain" validate:"required" example:"wg-tip"`                                                               // Code of the body whose chain it stands in, or system
	Seq        int64          `json:"seq" validate:"required" format:"int64" example:"412"`                                                     // Its place in the chain: 1, 2, 3
	RecordedAt time.Time      `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                        // When it was recorded (UTC)
	Actor      string         `json:"actor" validate:"required" example:"maria.santos"`                                                         // Username of who acted, or operator
	OnBehalfOf *string        `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`                             // The lead for which the secretariat acted; null otherwise
	Authority  string         `json:"authority" validate:"required" example:"focal_point, items own member leads"`                              // By what right it was done, such as a role
	Action     string         `json:"action" validate:"required" example:"post status update"`                                                  // What was done, in words of the table of rights
	Object     string         `json:"object" validate:"required" example:"update wg-tip-2021-23/2.3/4"`                                         // What it was done to
	Plan       *string        `json:"plan" validate:"required" extensions:"x-nullable" example:"wg-tip-2021-23"`                                // Code of the plan; null where it concerns none
	Ref        *string        `json:"ref" validate:"required" extensions:"x-nullable" example:"2.3"`                                            // Reference of the item; null where it concerns none
	RequestID  string         `json:"request_id" validate:"required" example:"k3Jd82mPqLx0"`                                                    // Id of the request by which it was done
	Before     map[string]any `json:"before" validate:"required" extensions:"x-nullable" swaggertype:"object"`                                  // The fields that changed, as they were; null where there were none
	After      map[string]any `json:"after" validate:"required" extensions:"x-nullable" swaggertype:"object"`                                   // The fields that changed, as they are; null where there are none
	PrevHash   string         `json:"prev_hash" validate:"required" example:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"` // The hash of the entry before it in the chain
	Hash       string         `json:"hash" validate:"required" example:"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"`      // SHA-256 over this entry and prev_hash
} //@name AuditEntry

func auditDTO(e workplan.AuditEntry) AuditEntry {
	return AuditEntry{Chain: e.Chain, Seq: e.Seq, RecordedAt: e.RecordedAt.UTC(), Actor: e.Actor, OnBehalfOf: orNull(e.OnBehalfOf), Authority: e.Authority,
		Action: e.Action, Object: e.Object, Plan: orNull(e.Plan), Ref: orNull(e.Ref), RequestID: e.RequestID, Before: objectOrNull(e.BeforeText),
		After: objectOrNull(e.AfterText), PrevHash: e.PrevHash, Hash: e.Hash}
}

// objectOrNull reads the logged fields; nothing, or what was redacted, is null.
func objectOrNull(text string) map[string]any {
	var fields map[string]any
	if json.Unmarshal([]byte(text), &fields) != nil {
		return nil
	}
	return fields
}

// listAudit answers audit entries.
//
//	@ID				listAudit
//	@Summary		List the audit
//	@Description	Changes, newest first. For secretariat and co-chairs, of their bodies; for focal points, on items their members lead; for an admin, on users and settings.
//	@Tags			audit
//	@Param			chain						query		[]string	false	"Only of these chains: body codes, or system"	collectionFormat(csv)
//	@Param			plan						query		string		false	"Only on this plan"
//	@Param			ref							query		string		false	"Only on the item with this ref"
//	@Param			actor						query		string		false	"Only by this user"
//	@Param			action						query		string		false	"Only this action, such as: post status update"
//	@Param			since						query		string		false	"Only from this moment on"	Format(date-time)
//	@Param			until						query		string		false	"Only before this moment"	Format(date-time)
//	@Param			list						query		pageQuery	false	"Page"
//	@Success		200							{object}	Page[AuditEntry]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/audit [get]
func (a *API) listAudit(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "chain", "plan", "ref", "actor", "action", "since", "until")
	f := workplan.AuditFilter{Chain: q.words("chain"), Plan: q.text("plan"), Ref: q.text("ref"), Actor: q.text("actor"), Action: q.text("action"),
		Since: q.moment("since"), Until: q.moment("until")}
	page := q.feed(workplan.AuditSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.AuditEntry], error) {
		return a.Tracker.ListAudit(ctx, actor, f, page)
	}, auditDTO)
}
