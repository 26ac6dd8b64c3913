package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// itemFields are the members of an item that a reader can pick, itemParameters the query parameters of lists of items.
var (
	itemFields     = membersOf[Item]()
	itemParameters = []string{"objective", "status", "nature", "health", "lead", "supporting", "partner", "member", "topic", "overdue",
		"due_before", "due_after", "updated_since", "q", "fields", "expand", "as_of", "known_at"}
	itemExpansions = []string{"members", "latest_report", "proposals"}
)

// itemQuery documents the filters that lists of items share.
//
//lint:ignore U1000 the annotations name it
type itemQuery struct {
	Objective    []int    `form:"objective" collectionFormat:"csv"`                                                                     // Only under these objectives
	Status       []string `form:"status" collectionFormat:"csv" enums:"planned,in_progress,completed,postponed,withdrawn,carried_over"` // Only with these statuses
	Nature       []string `form:"nature" collectionFormat:"csv" enums:"one_off,continuing"`                                             // Only of this nature
	Health       []string `form:"health" collectionFormat:"csv" enums:"on_track,at_risk,off_track"`                                     // Only with this health
	Lead         []string `form:"lead" collectionFormat:"csv"`                                                                          // Only led by any of these members
	Supporting   []string `form:"supporting" collectionFormat:"csv"`                                                                    // Only supported by any of these members
	Partner      []string `form:"partner" collectionFormat:"csv"`                                                                       // Only with any of these partners
	Member       []string `form:"member" collectionFormat:"csv"`                                                                        // Only with any of these members in any role
	Topic        []string `form:"topic" collectionFormat:"csv"`                                                                         // Only with any of these topics
	Overdue      bool     `form:"overdue"`                                                                                              // Only overdue items (true), or only others (false)
	DueBefore    string   `form:"due_before" format:"date" extensions:"x-example=2024-01-01"`                                           // Only due before this day
	DueAfter     string   `form:"due_after" format:"date" extensions:"x-example=2023-01-01"`                                            // Only due after this day
	UpdatedSince string   `form:"updated_since" format:"date-time" extensions:"x-example=2026-11-01T00:00:00Z"`                         // Only changed since this moment
	Expand       []string `form:"expand" collectionFormat:"csv" enums:"members,latest_report,proposals"`                                // Embed the members, the latest report that you may see, or the proposals that went on in it
}

// itemFilter reads the filters of a list of items.
func itemFilter(q *query) workplan.ItemFilter {
	return workplan.ItemFilter{
		Objective: q.integers("objective"), Status: enums(q, "status", workplan.Statuses), Nature: enums(q, "nature", workplan.Natures),
		Health: enums(q, "health", workplan.Healths), Lead: q.words("lead"), Supporting: q.words("supporting"), Partner: q.words("partner"),
		Member: q.words("member"), Topic: q.words("topic"), Overdue: q.boolean("overdue"), DueBefore: q.date("due_before"),
		DueAfter: q.date("due_after"), UpdatedSince: q.moment("updated_since"), Query: q.text("q"),
	}
}

// listPlanItems answers the items of a plan.
//
//	@ID				listPlanItems
//	@Summary		List the items of a plan
//	@Description	The items of a plan that you may see, as they stood, by ref. Sorts: ref, due, updated, reported.
//	@Tags			items
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			filter							query		itemQuery	false	"Filters"
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Item]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items [get]
func (a *API) listPlanItems(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, itemParameters...)
	f := itemFilter(q)
	f.Plan = workplan.List{c.Param("plan")}
	return a.answerItems(c, actor, q, f)
}

// listItems answers items across plans.
//
//	@ID				listItems
//	@Summary		List items across plans
//	@Description	The items of all plans that you may see, as they stood, by plan and ref. Sorts: ref, due, updated, reported.
//	@Tags			items
//	@Param			plan							query		[]string	false	"Only of these plans"	collectionFormat(csv)
//	@Param			body							query		[]string	false	"Only of these bodies"	collectionFormat(csv)
//	@Param			filter							query		itemQuery	false	"Filters"
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Page[Item]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/items [get]
func (a *API) listItems(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, append([]string{"plan", "body"}, itemParameters...)...)
	f := itemFilter(q)
	f.Plan, f.Body = q.words("plan"), q.words("body")
	return a.answerItems(c, actor, q, f)
}

// answerItems answers one page of items with what is to be embedded in them.
func (a *API) answerItems(c echo.Context, actor workplan.Actor, q *query, f workplan.ItemFilter) error {
	page, when := q.page(workplan.ItemSorts), q.when()
	q.pick(itemFields)
	expand := enums(q, "expand", itemExpansions)
	if err := q.err(); err != nil {
		return err
	}
	ctx := c.Request().Context()
	rows, err := a.Tracker.ListItems(ctx, actor, f, page, when)
	if err == nil && len(rows.Rows) == 0 && len(f.Plan) == 1 && c.Param("plan") != "" {
		_, err = a.Tracker.Plan(ctx, actor, f.Plan[0], when)
	}
	if err != nil {
		return err
	}
	more, err := a.expandItems(ctx, actor, rows.Rows, expand)
	if err != nil {
		return err
	}
	return respondList(c, q, rows, more.into)
}

// createItem adds an item.
//
//	@ID				createItem
//	@Summary		Create an item
//	@Description	For the secretariat and co-chairs of the plan's body, while the plan is a draft. A ref is for life and never used again.
//	@Tags			items
//	@Param			plan										path		string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			Idempotency-Key								header		string	false	"Makes the request safe to repeat for 24 hours"
//	@Param			item										body		NewItem	true	"The item"
//	@Success		201											{object}	Item
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items [post]
func (a *API) createItem(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewItem) (tracker.ItemReading, error) {
		return a.Tracker.CreateItem(ctx, actor, c.Param("plan"), in.input())
	}, itemResource)
}

// createItems adds many items.
//
//	@ID				createItems
//	@Summary		Create many items
//	@Description	Up to 1,000 items in one request of at most 4 MiB, all or none; a fault names its row. For whom: as for one item.
//	@Tags			items
//	@Param			plan										path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			items										body		NewItems	true	"The items"
//	@Success		201											{object}	ItemsCreated
//	@Failure		400,401,403,404,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/batch [post]
func (a *API) createItems(c echo.Context, actor workplan.Actor) error {
	var in NewItems
	if err := decodeUpTo(c, &in, maxBatchBody); err != nil {
		return err
	}
	plan := c.Param("plan")
	return created(c, actor, func(ctx context.Context) ([]tracker.ItemReading, error) {
		return a.Tracker.CreateItems(ctx, actor, plan, each(in.Items, NewItem.input))
	}, func(rows []tracker.ItemReading) resource {
		refs := each(rows, func(i tracker.ItemReading) string { return i.Ref })
		return resource{Base + "/plans/" + plan + "/items", 0, ItemsCreated{Plan: plan, Refs: refs}}
	})
}

// getItem answers one item.
//
//	@ID				getItem
//	@Summary		Read an item
//	@Description	One item as it stood. expand=members,latest_report embeds its members and the latest report that you may see.
//	@Tags			items
//	@Param			plan							path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref								path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			fields							query		[]string	false	"Only these members"	collectionFormat(csv)
//	@Param			expand							query		[]string	false	"Embed"					Enums(members, latest_report, proposals)	collectionFormat(csv)
//	@Param			when							query		whenQuery	false	"Point in time"
//	@Success		200								{object}	Item
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref} [get]
func (a *API) getItem(c echo.Context, actor workplan.Actor) error {
	q := parseQuery(c, "fields", "expand", "as_of", "known_at")
	when := q.when()
	q.pick(itemFields)
	expand := enums(q, "expand", itemExpansions)
	if err := q.err(); err != nil {
		return err
	}
	ctx := c.Request().Context()
	i, err := a.Tracker.Item(ctx, actor, c.Param("plan"), c.Param("ref"), when)
	if err != nil {
		return err
	}
	more, err := a.expandItems(ctx, actor, []tracker.ItemReading{i}, expand)
	if err != nil {
		return err
	}
	return respondOne(c, q, i.Version, more.into(i))
}

// editItem changes an item.
//
//	@ID				editItem
//	@Summary		Edit an item of a draft plan
//	@Description	For the secretariat and co-chairs of the plan's body. An endorsed plan refuses this: it changes by amendment.
//	@Tags			items
//	@Accept			json,application/merge-patch+json
//	@Param			plan												path		string		true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref													path		string		true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			If-Match											header		string		true	"ETag of the item as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		ItemPatch	true	"What is to change"
//	@Success		200													{object}	Item
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref} [patch]
func (a *API) editItem(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[ItemPatch], known []int64) (tracker.ItemReading, error) {
		return a.Tracker.EditItem(ctx, actor, c.Param("plan"), c.Param("ref"), known, applying(p, itemPatch, ItemPatch.content))
	}, itemResource)
}

// removeItem takes an item away.
//
//	@ID				removeItem
//	@Summary		Remove an item of a draft plan
//	@Description	For the secretariat and co-chairs of the plan's body. Its ref is not used again; readings of the past still show it.
//	@Tags			items
//	@Param			plan										path	string	true	"Plan code"	extensions(x-example=wg-tip-2024-26)
//	@Param			ref											path	string	true	"Ref of the item within its plan"	extensions(x-example=2.3)
//	@Param			If-Match									header	string	true	"ETag of the item as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Success		204											"Removed"
//	@Failure		400,401,403,404,409,412,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/plans/{plan}/items/{ref} [delete]
func (a *API) removeItem(c echo.Context, actor workplan.Actor) error {
	return remove(c, func(ctx context.Context, known []int64) error {
		return a.Tracker.RemoveItem(ctx, actor, c.Param("plan"), c.Param("ref"), known)
	})
}

// itemExpansion is what is to be embedded in items.
type itemExpansion struct {
	members map[string]workplan.Member
	reports map[string]tracker.UpdateReading
	// proposals are nil where they are not wanted.
	proposals map[string][]workplan.ProposalReading
}

// expandItems loads what the reader wants embedded, as of the items' own view.
func (a *API) expandItems(ctx context.Context, actor workplan.Actor, items []tracker.ItemReading, expand []string) (itemExpansion, error) {
	var more itemExpansion
	var err error
	for _, what := range expand {
		switch what {
		case "members":
			more.members, err = a.Tracker.MembersOf(ctx, actor, items)
		case "latest_report":
			more.reports, err = a.Tracker.LatestReports(ctx, actor, items)
		case "proposals":
			more.proposals, err = a.Tracker.ItemProposals(ctx, actor, items)
		}
		if err != nil {
			return more, err
		}
	}
	return more, nil
}

// into is the DTO of an item with what is embedded in it.
func (m itemExpansion) into(i tracker.ItemReading) Item {
	dto := itemDTO(i)
	if m.members != nil {
		for _, codes := range []workplan.List{i.Leads, i.Supporting, i.Partners} {
			for _, code := range codes {
				dto.Members = append(dto.Members, memberDTO(m.members[code]))
			}
		}
	}
	if u, ok := m.reports[i.Name()]; ok {
		report := updateDTO(u)
		dto.LatestReport = &report
	}
	if m.proposals != nil {
		proposals := each(m.proposals[i.Name()], itemProposalDTO)
		dto.Proposals = &proposals
	}
	return dto
}
