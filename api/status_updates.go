package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// UpdateKind is the published form of what an update is.
type UpdateKind string //@name UpdateKind

// The kinds of update.
const (
	UpdateProgress  UpdateKind = "progress"
	UpdateNilReturn UpdateKind = "nil_return"
	UpdateDecision  UpdateKind = "decision"
	UpdateCarryOver UpdateKind = "carry_over"
)

// Link is a titled web address.
//
//	@Description	A titled web address, as evidence.
type Link struct {
	Title string `json:"title" validate:"required" maxLength:"300" example:"Training report"`                        // What it leads to
	URL   string `json:"url" validate:"required" format:"uri" maxLength:"2000" example:"https://example.org/report"` // Its address, http or https
} //@name Link

// StatusUpdate is the published form of a status update.
//
//	@Description	One numbered report on one item: append-only. status is null where the update left the item as it was; lead is the member it speaks for;
//	@Description	on_behalf_of is set where the secretariat posted it; corrects and corrected_by name updates of the same item; successors items of later plans, where it records a carry-over.
type StatusUpdate struct {
	Plan              string      `json:"plan" validate:"required" example:"wg-tip-2021-23"`                                 // Code of the plan
	Ref               string      `json:"ref" validate:"required" example:"2.3"`                                             // The item's reference within the plan
	Number            int         `json:"number" validate:"required" example:"4"`                                            // Its number within the item: 1, 2, 3
	Kind              UpdateKind  `json:"kind" validate:"required" example:"progress"`                                       // What it is: a progress report, a nil return, a decision of the co-chairs, or a carry-over
	Status            *ItemStatus `json:"status" validate:"required" extensions:"x-nullable" example:"completed"`            // The status that it gives the item; null where it leaves it as it was
	Health            *Health     `json:"health" validate:"required" extensions:"x-nullable" example:"on_track"`             // The lead's own view of the item; null where it says nothing of it
	Done              string      `json:"done" validate:"required" example:"Training delivered in Bangkok with the RSO."`    // What is done; may be empty
	NextSteps         string      `json:"next_steps" validate:"required" example:""`                                         // What is still to be done; may be empty
	Openings          string      `json:"openings" validate:"required" example:""`                                           // Where other members can join in; may be empty
	Reason            string      `json:"reason" validate:"required" example:""`                                             // Why the status changes; may be empty
	CompletedOn       *string     `json:"completed_on" validate:"required" extensions:"x-nullable" example:"2024-02-23"`     // When the work was completed: a year, quarter, month or day as given; null unless it completes the item
	PlannedCompletion *string     `json:"planned_completion" validate:"required" extensions:"x-nullable" example:"2024-Q1"`  // When the lead plans to complete the item: a year, quarter, month or day as given; null where it says nothing of it
	Evidence          []Link      `json:"evidence" validate:"required"`                                                      // Links to what was delivered
	Lead              *string     `json:"lead" validate:"required" extensions:"x-nullable" example:"indonesia"`              // Code of the member for which it speaks; null where it speaks for no lead
	OnBehalfOf        *string     `json:"on_behalf_of" validate:"required" extensions:"x-nullable" example:"indonesia"`      // The lead, where the secretariat posted it on its behalf; otherwise null
	ReportedBy        string      `json:"reported_by" validate:"required" example:"maria.santos"`                            // Username of the person who sent it
	Meeting           *string     `json:"meeting" validate:"required" extensions:"x-nullable" example:"wg-tip-9"`            // Code of the meeting for which it was made; null where for none
	Audience          *Audience   `json:"audience" validate:"required" extensions:"x-nullable" example:"members"`            // Who may read it; null for the item's own audience
	Corrects          *int        `json:"corrects" validate:"required" extensions:"x-nullable" example:"3"`                  // Number of the update of the same item that it replaces; null where it corrects none
	CorrectionReason  string      `json:"correction_reason" validate:"required" example:""`                                  // Why that one is corrected; may be empty
	CorrectedBy       *int        `json:"corrected_by" validate:"required" extensions:"x-nullable" example:"5"`              // Number of the update that replaces it, so that it no longer counts; null while it counts
	Successors        []string    `json:"successors" validate:"required" example:"wg-tip-2024-26/1.4"`                       // Of a carry-over: the items in which the work goes on, as plan/ref, as far as you may see them; otherwise empty
	Source            string      `json:"source" validate:"required" example:""`                                             // Where the facts come from; may be empty
	EffectiveOn       string      `json:"effective_on" validate:"required" format:"date" example:"2024-02-23"`               // The day from which it is true; never in the future
	RecordedAt        time.Time   `json:"recorded_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was recorded (UTC); set by the service
} //@name StatusUpdate

// NewStatusUpdate asks for an update.
//
//	@Description	A report on an item: what is done, what is still to do and by when (next_steps, planned_completion), where others can join in (openings).
//	@Description	completed needs completed_on, and done or evidence; postponed, withdrawn, reopening and reinstating need reason. Nothing to report: kind nil_return.
//	@Description	An update for fewer than read its item carries words alone: status, health, completed_on and planned_completion show in the item, so report them for all who read it.
type NewStatusUpdate struct {
	Kind              *UpdateKind          `json:"kind" enums:"progress,nil_return" extensions:"x-nullable"`                                       // progress, or nil_return for nothing to report; null for progress
	Status            *ItemStatus          `json:"status" extensions:"x-nullable" example:"in_progress"`                                           // The status that it gives the item; null where it leaves it as it was
	Health            *Health              `json:"health" extensions:"x-nullable" example:"on_track"`                                              // The lead's own view of the item; null where it says nothing of it
	Done              string               `json:"done" maxLength:"20000" extensions:"x-nullable" example:"First draft of the module circulated."` // What is done; may be empty
	NextSteps         string               `json:"next_steps" maxLength:"20000" extensions:"x-nullable" example:"Pilot in two members."`           // What is still to be done; may be empty
	Openings          string               `json:"openings" maxLength:"20000" extensions:"x-nullable" example:"Two more pilot hosts are welcome."` // Where other members can join in; may be empty
	Reason            string               `json:"reason" maxLength:"20000" extensions:"x-nullable" example:""`                                    // Why the status changes; may be empty
	CompletedOn       workplan.PartialDate `json:"completed_on" swaggertype:"string" extensions:"x-nullable" example:""`                           // When the work was completed: a year, quarter, month or day as given; null unless it completes the item
	PlannedCompletion workplan.PartialDate `json:"planned_completion" swaggertype:"string" extensions:"x-nullable" example:"2027-Q1"`              // When the lead plans to complete the item: a year, quarter, month or day as given; null where it says nothing of it
	Evidence          []Link               `json:"evidence" maxItems:"20" extensions:"x-nullable"`                                                 // Links to what was delivered
	Lead              string               `json:"lead" extensions:"x-nullable" example:"indonesia"`                                               // Code of the member for which it speaks; null where you can speak for one only
	Meeting           string               `json:"meeting" extensions:"x-nullable" example:"wg-tip-11"`                                            // Code of the meeting for which it was made; null where for none
	Audience          *Audience            `json:"audience" extensions:"x-nullable" example:"members"`                                             // Who may read it; null for the item's own audience
	Corrects          *int                 `json:"corrects" minimum:"1" extensions:"x-nullable"`                                                   // Number of the update of the same item that it replaces; null where it corrects none
	CorrectionReason  string               `json:"correction_reason" maxLength:"20000" extensions:"x-nullable" example:""`                         // Why that one is corrected; may be empty
	Source            string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:""`                                    // Where the facts come from; may be empty
	EffectiveOn       workplan.Date        `json:"effective_on" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-11-20"`   // The day from which it is true; null for today, or for the day of the update that it corrects
} //@name NewStatusUpdate

func updateDTO(u tracker.UpdateReading) StatusUpdate {
	dto := StatusUpdate{Plan: u.Plan, Ref: u.Ref, Number: u.Number, Kind: UpdateKind(u.Kind), Status: (*ItemStatus)(orNull(u.Status)),
		Health: (*Health)(orNull(u.Health)), Done: u.Done, NextSteps: u.NextSteps, Openings: u.Openings, Reason: u.Reason,
		CompletedOn: orNull(u.CompletedOn), PlannedCompletion: orNull(u.PlannedCompletion), Evidence: []Link{}, Lead: orNull(u.Lead),
		ReportedBy: u.ReportedBy, Meeting: orNull(u.Meeting), Audience: (*Audience)(orNull(u.Audience)), Corrects: numberOrNull(u.Corrects),
		CorrectionReason: u.CorrectionReason, CorrectedBy: numberOrNull(u.CorrectedBy), Successors: texts(u.Successors), Source: u.Source, EffectiveOn: string(u.EffectiveOn),
		RecordedAt: u.RecordedAt.UTC()}
	for _, l := range u.Evidence {
		dto.Evidence = append(dto.Evidence, Link(l))
	}
	if u.OnBehalf {
		dto.OnBehalfOf = orNull(u.Lead)
	}
	return dto
}

func (d NewStatusUpdate) input() workplan.NewStatusUpdate {
	in := workplan.NewStatusUpdate{Lead: d.Lead, UpdateContent: workplan.UpdateContent{
		Kind: word[workplan.UpdateKind](d.Kind), Status: word[workplan.Status](d.Status), Health: word[workplan.Health](d.Health),
		Done: d.Done, NextSteps: d.NextSteps, Openings: d.Openings, Reason: d.Reason, CompletedOn: d.CompletedOn,
		PlannedCompletion: d.PlannedCompletion, Corrects: given(d.Corrects), CorrectionReason: d.CorrectionReason, Meeting: d.Meeting,
		Audience: word[workplan.Audience](d.Audience), Source: d.Source, EffectiveOn: d.EffectiveOn}}
	for _, l := range d.Evidence {
		in.Evidence = append(in.Evidence, workplan.Link(l))
	}
	return in
}

// word is the domain's word for one that may be null.
func word[T, D ~string](d *D) T {
	if d == nil {
		return ""
	}
	return T(*d)
}

func updateResource(u tracker.UpdateReading) resource {
	return resource{fmt.Sprintf("%s/plans/%s/items/%s/updates/%d", Base, u.Plan, u.Ref, u.Number), 1, updateDTO(u)}
}

// updateFields are the members of an update that a reader can pick.
var updateFields = membersOf[StatusUpdate]()

// listItemUpdates answers the updates of an item.
//
//	@ID				listItemUpdates
//	@Summary		List the updates of an item
//	@Description	The status updates of an item that you may see, by number, as recorded by then. Sorts: number, effective.
//	@Tags			updates
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(progress, nil_return, decision, carry_over)	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[StatusUpdate]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/updates [get]
func (a *API) listItemUpdates(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind", "q", "fields", "as_of", "known_at")
	f := workplan.UpdateFilter{Kind: enums(q, "kind", workplan.UpdateKinds), Query: q.text("q")}
	page, when := q.page(workplan.ItemUpdateSorts), q.when()
	q.pick(updateFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.UpdateReading], error) {
		return a.Tracker.ListItemUpdates(ctx, actor, c.Param("plan"), c.Param("ref"), f, page, when)
	}, updateDTO)
}

// postStatusUpdate records an update.
//
//	@ID				postStatusUpdate
//	@Summary		Post a status update
//	@Description	For the focal points of the item's leads, and the secretariat on a lead's behalf; withdrawing, reopening and reinstating are for the co-chairs.
//	@Tags			updates
//	@Param			plan											path		string			true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref												path		string			true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			Idempotency-Key									header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			If-Match										header		string			false	"ETag of the item as you read it: refuses the update if the item has changed since"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			update											body		NewStatusUpdate	true	"The update"
//	@Success		201												{object}	StatusUpdate
//	@Failure		400,401,403,404,409,412,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/updates [post]
func (a *API) postStatusUpdate(c echo.Context, actor workplan.Actor) error {
	var in NewStatusUpdate
	if err := decode(c, &in); err != nil {
		return err
	}
	var known []int64
	if c.Request().Header.Get("If-Match") != "" {
		var err error
		if known, err = ifMatchVersion(c); err != nil {
			return err
		}
	}
	return created(c, actor, func(ctx context.Context) (tracker.UpdateReading, error) {
		return a.Tracker.PostStatusUpdate(ctx, actor, c.Param("plan"), c.Param("ref"), known, in.input())
	}, updateResource)
}

// getStatusUpdate answers one update.
//
//	@ID				getStatusUpdate
//	@Summary		Read a status update
//	@Description	One update of an item.
//	@Tags			updates
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			number							path		int			true	"Number of the update within the item"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	StatusUpdate
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref}/updates/{number} [get]
func (a *API) getStatusUpdate(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "as_of", "known_at")
	when := q.when()
	return read(c, q, func(ctx context.Context) (tracker.UpdateReading, error) {
		return a.Tracker.StatusUpdate(ctx, actor, c.Param("plan"), c.Param("ref"), number(c), when)
	}, updateResource)
}

// listStatusUpdates answers the feed of updates.
//
//	@ID				listStatusUpdates
//	@Summary		List updates across plans
//	@Description	The feed of status updates that you may see, newest first. Sorts: recorded, effective. Follow it with recorded_since or the cursor.
//	@Tags			updates
//	@Param			plan							query		[]string	false	"Only of these plans"				collectionFormat(csv)
//	@Param			body							query		[]string	false	"Only of these bodies"				collectionFormat(csv)
//	@Param			lead							query		[]string	false	"Only made for these members"		collectionFormat(csv)
//	@Param			kind							query		[]string	false	"Only of these kinds"				Enums(progress, nil_return, decision, carry_over)							collectionFormat(csv)
//	@Param			status							query		[]string	false	"Only that set these statuses"		Enums(planned, in_progress, completed, postponed, withdrawn, carried_over)	collectionFormat(csv)
//	@Param			meeting							query		[]string	false	"Only made for these meetings"		collectionFormat(csv)
//	@Param			recorded_since					query		string		false	"Only recorded since this moment"	Format(date-time)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[StatusUpdate]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/updates [get]
func (a *API) listStatusUpdates(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "plan", "body", "lead", "kind", "status", "meeting", "recorded_since", "q", "fields", "as_of", "known_at")
	f := workplan.UpdateFilter{Plan: q.words("plan"), Body: q.words("body"), Lead: q.words("lead"), Kind: enums(q, "kind", workplan.UpdateKinds),
		Status: enums(q, "status", workplan.Statuses), Meeting: q.words("meeting"), RecordedSince: q.moment("recorded_since"), Query: q.text("q")}
	page, when := q.feed(workplan.UpdateSorts), q.when()
	q.pick(updateFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.UpdateReading], error) {
		return a.Tracker.ListStatusUpdates(ctx, actor, f, page, when)
	}, updateDTO)
}
