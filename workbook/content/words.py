"""The words that the code asks of `data/words/`: each page's keys, and in brackets what is filled into a text."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "frame": """
        product description without_script language section_learn section_practise section_apply section_together
        section_settings page_start page_compare page_process page_cases page_sources page_value page_self_assessment
        page_five_methods page_accounts page_room page_join page_present page_my_data page_guide page_questionnaire page_shared
        page_plan page_triple_fit footer footer_visit footer_outside footer_reference no_page no_page_help to_start link_ended
        link_ended_help link_again link_again_help failed(reference)
    """,
    "prose": """
        claim ours fact(number)
    """,
    "saved": """
        saved(time) at_once for_visit(time) no_cookies too_long(count,most) away again busy full read_only gone forbidden moved begin_anew
        too_new clash theirs mine keep_theirs take_mine
    """,
    "start": """
        lead_1 lead_2 lead_3 ways train train_body train_step train_guide practise practise_body practise_step manage
        manage_body manage_step methods methods_step picture picture_yours picture_example picture_step element side score supplier customer
    """,
    "path": """
        title label_read label_try label_quiz label_own about_read about_try about_quiz about_own done_read(pages)
        done_try_cases(count) done_try_deal done_quiz(pages) done_own begin next done all_done
    """,
    "guide": """
        title lead print agendas ninety_minutes half_day total(minutes) clock minutes screen happens needs pause notes room
        room_lead drawer drawer_of(screen) takes(minutes) aim say mishaps questions own whole
    """,
    "compare": """
        title lead choose too_few tab_table tab_profile tab_fit tab_argument group group_idea group_visit group_fit group_judged
        aspect origin core_idea why_customer_buys seller_role questions metrics fits_when fails_when hidden_costs article_says
        others_say one_method legend profile_lead profile_alt(methods,traits,trait,low,lowest,high,highest) low_end high_end
        score why trait low high why_scores fit_lead fit_none fit_one(method,points,answered,all) fit_tie(methods,points)
        fit_against(methods,points) fit_alt(points) points working sum clear_answers cleared undo so_far why_asked no_winner
        argument_lead claims how_sure conflicts frame problems things layers styles more
    """,
    "process": """
        title lead tab_steps tab_gate tab_funnel tab_black_hole happens decides online person step rules problems more gate_lead
        answer_opportunity answer_lead answer_let_go part_opportunity part_lead part_let_go why next said problem motivation
        need expectation hint_problem hint_motivation hint_need hint_expectation too_short taps taps_help next_lead asks
        funnel_lead example demand leads with_need calls month field_steps online_steps goes_on screened succeeds hours_assign
        hours_convert hours_guide hours_create hours_succeed wage fixed refused(most) no_hours field online_two measure people
        of_them_online cost_per_won cost won hours idle_hours loses_most lost_cases(step,cases) none
        verdict_cheaper(online,field,people) verdict_more_people(online,field,people) verdict_same_people(online,field)
        verdict_dearer(online,field) verdict_equal(field) verdict_idle(hours,idle,share) no_deal_leads(design)
        no_deal_step(design,step) too_strict(online,field) left point_leads cases design left_alt(field,online) moves at_low
        at_high moves_alt(step) moves_none moves_flat moves_help assumed crm crm_help crm_file problem_empty problem_large
        problem_workbook problem_binary problem_long problem_broken(line) problem_header columns column_stage column_outcome
        column_id column_amount column_currency no_column unclear(amount) reading stages to_match(count) matched value_rows(value,rows)
        mixed_amounts(currencies) place_none place_assign
        place_convert place_guide place_create place_succeed place_won place_lost_assign place_lost_convert place_lost_guide
        place_lost_create place_open place_out read(file,rows,used,left_out,refused) win_rate(won,lost,share,amount)
        win_rate_bare(won,lost,share) undecided went_on lost_here rate no_loss late_loss use used(steps) one_rate(step,rate)
        refused_rows(count) line refused_cells refused_twice refused_amount refused_unclear refused_no_stage refused_unmatched
        refused_many cell black_hole_lead check_recorded check_dated check_seen light_none light_dark(score,of) light_half(score,of)
        light_light(score,of) first all_seen not_counted(things) points
    """,
    "cases": """
        title lead no_right case situation task score_before score_help choose step element why why_hint reveal reveal_waits
        result aspect you article hbr row_step row_element row_story no_step no_why we_read(names) our_reading meant meant_ours
        caveats score_after score_after_help before after change not_scored monday monday_link again next_case
    """,
    "quiz": """
        title lead(count) start progress(step,all) choose confidence level_1 level_5 tap_both right_answer your_answer
        about_confidently_wrong about_unsure_right about_unsure_wrong about_sure_right next finish score score_sure score_unsure
        of(right,all) none_of matched(matched,all) look_again group_confidently_wrong group_unsure_right group_unsure_wrong
        group_sure_right sure_by(level) again
    """,
    "sources": """
        title lead search search_hint kind kind_facts kind_claims kind_elsewhere kind_ours found(count) rows(first,last)
        found_in(kind,count) also(kinds) nothing(query) number says how_sure where sources as_stated not_shown(why) one_fact(number)
        no_fact(number) credit credit_article credit_second_hand credit_interest in_methods(name) in_traits in_questions in_frame
        in_argument in_formulas in_effects in_self_assessment in_notes in_process in_room in_canvas in_cases in_quizzes in_plan ours_too
    """,
    "self_assessment": """
        title lead not_screening context context_order_size context_deciders context_horizon context_open begin go_on asked
        cases_0 cases_1 cases_2 cases_3 progress(answered,all) open_items(open) back next finish result mostly_one(majors)
        mostly_many(majors) then(minors) even none_done straight now before time method points place major minor changed
        star_alt(told) tally_alt(told) since(date,changes) since_same(date) other_context fitting context_was(context)
        stance_keep stance_less stance_more stance_reserve stance_steady fit_points reading reading_keep reading_less
        reading_more reading_apart reading_none why_fits advice page_compare page_value page_five-methods page_triple-fit
        kept(date) not_kept again review earlier date choose choose_hint line(date,methods) open delete delete_what delete_now
        rules items_ours
    """,
    "value": """
        title lead example settings opened bring_back currency product product_help seller seller_help perception_one
        perception_drivers perception perception_help weight(driver) weights_zero from_drivers(perception) cost_one
        cost_lines cost cost_help hidden hidden_help hidden_out hidden_in hidden_off refused(least,most,now) refused_factor(most,now)
        nothing_yet exact(name) actual_value customer_value surplus verdict_deal(surplus) verdict_zero verdict_no_deal(shortfall)
        verdict_nothing verdict_blind(actual) over_promised(perception,extra) favours_hold(favours)
        favours_flip(favours,without) favours_taken(favours,with_favours) weak_points answers look_steps look_levers look_ranges
        look_map bar_product bar_seller bar_perception bar_customer_value bar_cost bar_surplus kind_gain kind_loss kind_total
        amount waterfall_alt(end) waterfall_most(most) above_zero at_zero below_zero step working lost_in_perception
        added_by_perception levers_lead_no_deal levers_lead_deal lever now tips_at distance effort_days lever_perception
        lever_seller lever_cost short_perception short_seller short_cost problem_nothing_to_perceive problem_nothing_perceived
        problem_out_of_reach problem_carried problem_any_perception lever_over_promised cheapest_one(lever,effort)
        cheapest_none_needed(lever) cheapest_tie(lever,effort) cheapest_over_promised cheapest_none efforts effort_perception effort_seller
        effort_seller_first effort_cost not_below_zero(working) ranges_lead
        range_of(name,low,expected,high) term_product term_seller term_perception term_cost closing_share(share) closing_how
        share_of_draws surplus_below a_tenth a_half nine_tenths map_here_row(perception) map_its_cost(limit,cost) closes open
        draws outlook_alt(part) draws_all draws_most draws_few draws_none tornado_title at_low at_high tornado_alt(widest)
        tornado_flat map_lead(actual) map_deal map_no_deal map_here map_alt(where) map_below map_on map_above map_at
        map_cost_below link link_help link_ignored(names) link_nothing(names) link_lacks(names) link_perception_differs
        link_cost_differs says formulas scenarios
    """,
    "scenarios": """
        name name_hint name_needed save none choose choose_hint beside beside_hint rename open update duplicate copy_of(name)
        delete delete_what delete_now term verdict closes does_not
    """,
    "five_methods": """
        title lead deal change_deal term_product term_seller term_perception term_cost term_favours term_rivals without
        without_help closes_itself(amount) open_itself(amount) zero_itself turned_by(methods) turned_by_none lost_by(methods)
        favours_by(methods) fades_by(methods) longest(methods,amount) longest_loss(methods,amount) longest_not_first
        longest_own(amount) chart_alt_with(told) chart_alt_without(told) caption_with caption_without as_it_stands today
        three_years surplus method moves nothing head_today head_three_years verdict verdict_turns verdict_holds
        verdict_on_favours verdict_loses verdict_open not_renewed(year) one_method edited edited_mark(name) edited_note
        year(number) box(method,name,year) move_product move_seller move_perception move_favours move_cost move_hidden
        move_supplier short_product short_seller short_perception short_favours short_cost short_hidden short_supplier
        only_with_favours refused(low,high) reset(method) reset_all working working_year working_cost sum own_side(working,sum)
        cut(terms) over_promised empty link link_help link_ignored(names) rules whose
    """,
    "accounts": """
        title lead new new_hint add name_needed none search search_hint archived nothing count(count) order order_name
        order_overall order_planning order_execution order_resources order_gap order_rated shown shown_customer shown_supplier
        shown_gap legend_customer legend_supplier legend_gap account unnamed never no_score change change_which change_hint
        rename archive take_back delete delete_what delete_now
    """,
    "triple_fit": """
        title lead account account_hint show_example start_again undo cleared is_example side_to_rate rate_supplier
        rate_customer supplier customer scale cannot_judge score_of(element,side) looks_like overall of_five(score)
        view_of(what,side) none_yet rated_of(rated,all) other_side(side,score) other_none(side) convention results look_radar
        look_gaps look_zones element side score gap zone customer_score supplier_score radar_alt(sides) radar_even(side)
        radar_side(side,high,low) gap_of(element,gap) point_said(element,side,score) gaps_alt(gaps) gaps_none zones_alt(zones)
        zone_empty zone_holds(zone,elements) zones_none rule hint_empty hint_one_side low_how low_more(elements) elements_low about name
        changed_last(most) new_account unnamed no_such_account leave_example details evidence evidence_hint note note_hint evidence_or_note
        no_evidence predict predict_help predicted(side) who_rates rater rater_first another_rater rater_name rater_role myself
        as_we_see_it someone hand_in handed_in round round_now(round) round_help close_round next_round round_closed guessed
        of_round(round,now) with_first_score sure_close_round(round) sure_next_round(round) turn_now not_yet hint_unsure
        answers_in(done,under_way) answers_hidden answers_hidden_unrated hollow bands ghosts band look_history history_alt_one(round)
        history_alt(first,last) history_level(level,side,by) history_moved(levels) rated_on level predictions points_off
        furthest_off so_far so_far_key cannot_mark remove remove_which remove_hint remove_what remove_now to_plan links
    """,
    "plan": """
        title lead account account_hint unnamed empty_title empty to_canvas show_example leave_example is_example step
        tab_relationship tab_causes tab_actions tab_horizons tab_balance tab_review review_name so_far still nothing_missing
        next(step) rated_so_far(round,supplier,customer) lacks_supplier lacks_customer
        lacks_supplier_some(elements) lacks_customer_some(elements) lacks_second(side)
        zones_so_far(zone,count) lacks_evidence(elements) actions_so_far(count,done) lacks_action(elements)
        lacks_actions lacks_details(numbers) horizons_so_far(quick_win,year,vision) lacks_vision lacks_horizon(horizons) lacks_targets
        balance_so_far(count) lacks_weights(numbers) plan_it scores(supplier,customer) add for_element take own_words
        none_planned planned edit_which(number) save cancel delete delete_what delete_now text text_needed amount_wrong(most)
        element owner owner_head owner_hint side supplier customer horizon quick_win year vision quick_win_long year_long
        vision_long today due due_on(date) overdue(date) indicator target status status_open status_under_way status_done
        status_dropped note weighing measuring unit unit_money unit_points unit_help effort_of(side) benefit_of(side) effort
        benefit still_needs(what) lack_owner lack_due lack_indicator lack_weight action shared_vision vision_hint look
        look_timeline look_course look_promised timeline_alt(horizons) timeline_part(horizon,count) timeline_key
        course_alt(element,before,after) course_alt_flat course_key mark score promised promised_alt(kept,all) promised_key
        distance none_yet by_money by_points fair(supplier,customer) unfair(losers,supplier,customer) and
        shares_alt(effort,benefit) share_effort share_benefit difference indicator_is(indicator) best best_all
        best_is(numbers,joint,supplier,customer) best_leaves(numbers) best_none best_exact best_bound(bound) turn turn_none
        turn_leave_out(number,text) turn_take_over(number,side,amount,most,text) turn_gain(side,amount) to_weigh
        weigh_which(number) rule working total nothing_weighed review_does rhythm days(days) next_review last_review
        never_reviewed download download_help reviewed_today since since_nothing since_never what before after kind_new
        kind_gone kind_text kind_status kind_horizon kind_due kind_supplier kind_customer change event_review(account) event_review_text
        event_due(text,account) event_due_text(owner,indicator) about side_head
    """,
    "links": """
        not_example first_rate kind kind_questionnaire kind_report about_questionnaire about_report label label_questionnaire
        label_report asker asker_hint several several_help term term_days(days) term_never parts no_parts no_deal part_fit part_pictures
        part_trend part_evidence part_scenario part_plan scenario no_scenarios make made listed_questionnaire listed_report list
        unlabelled until(date) expired(date) revoked(date) for_ever used(count,date) unused revoke
    """,
    "my_data": """
        title lead by_device by_login(name) not_kept log_in log_out language currency device device_help make_link renew_link
        link_once link_is_there resume_asked resume_instead resume_here resume_login resumed backup backup_name backup_help
        nothing_yet download restore restore_help file accounts assessments scenarios self_assessments actions
        changes(new,changed,same) restore_now restored refused_too_big refused_not_json refused_not_ours refused_newer(where)
        refused_wrong(where) erase erase_what erase_word erase_type(word) erase_now erased
    """,
    "questionnaire": """
        title who_asks asker_unnamed about your_cooperation what_for what_for_body who_sees who_sees_one(who)
        who_sees_several(who) until_when until(date) until_closed your_say your_say_body your_name your_role may_be_empty
        role_hint begin go_on see_answers progress(step,all) cannot_judge note note_hint back next last_look
        some_open(answered,all) may_hand_in element answer no_answer change hand_in handed_in(date) thanks closed withdraw
        withdraw_what withdraw_now withdrawn
    """,
    "shared": """
        title unnamed read_only until(date) for_ever nothing_yet plan deal
    """,
    "room": """
        title lead agenda agenda_ninety agenda_thirty agenda_own own_order own_order_help minutes(minutes) nothing_chosen name
        name_hint anonymity anonymity_nobody anonymity_host anonymity_wall anonymity_help open_room no_cookies more spoken spoken_both
        spoken_en spoken_zh pace pace_follow pace_free floor floor_help product product_hint worth currency account account_hint
        sides sides_in_turn sides_chosen predict case my_rooms gone line(date,people) living(code) ended led lead_on delete
        delete_what delete_now promise_nobody(floor) promise_host(floor) promise_wall(floor) in_the_room wall
        unreachable(address) answers(answered,present) answers_left(count) phase_waiting phase_ahead phase_open phase_paused phase_closed
        phase_revealed round_two step_open step_resume step_pause step_close step_reveal step_hide step_again step_first previous following
        reset reset_what reset_now before_the_wall on_the_wall texts texts_help text_show text_hide links link_host link_report
        link_wall link_make link_end take_along xlsx_what(floor) xlsx xlsx_name all_rooms end end_what end_now is_ended reopen same_again
        report_title report_lead report_people(people) report_nothing notes
    """,
    "join": """
        title lead code enter wrong wrong_often no_account unnamed who_sees sees_nobody sees_host sees_wall floor
        floor_says(floor) kept kept_says name name_hint full come_in other_code another_room which too_late second_round progress(at,all)
        all_in some_open back to_open next phase_waiting phase_paused phase_closed none_given left_open own_round(number) the_room yours
        your_results your_results_lead in_as(name) in_nameless leave leave_what leave_now
    """,
    "present": """
        go_to code qr_alt(address) people(count) unreachable(address) phase_waiting phase_ahead phase_open phase_paused
        phase_closed second_round over
    """,
    "exercises": """
        none other cannot_judge tap_or_type refused(most) keep question yours predicted(element) too_few(floor) too_few_one round
        person side supplier customer shown shown_yes shown_no
    """,
    "exercise_perception": """
        name unnamed_product brief(product,worth) ask_perception(worth) hint_perception short_perception ask_cost hint_cost
        short_cost says_value(worth,people,value) says_values(worth,people,low,high) says_buys(share,count,people)
        says_before_after(before,people_before,after,people) says_beyond(edge,count) axis_value axis_cost
        actual_value deal_area buys leaves table_rounds table_people column_round column_people column_median_value
        column_lowest_value column_highest_value column_median_cost column_would_buy column_name column_sees column_costs
        column_buys_it is_yes is_no
    """,
    "exercise_canvas": """
        name unnamed_account brief(account) ask_side part_supplier part_customer short_side is_supplier is_customer ask_predict
        says_both_sides(supplier,customer) says_one_side(side,people,floor,missing) says_one_side_alone(side,people,missing)
        says_mixed_alike(count,apart) says_not_mixed says_most_mixed(element,apart) table_elements
        table_predictions column_element column_supplier column_supplier_span column_customer column_customer_span column_gap
        column_mixed column_side column_predicted column_points_off
    """,
    "exercise_method": """
        name brief ask_method short_method says_room_says(method,count) says_room_is_torn(methods,count)
        says_workbook_says(method,points) says_workbook_is_torn(methods,points) axis_votes table_votes table_why column_method
        column_votes_1 column_votes_2 column_points column_question column_because
    """,
    "exercise_style": """
        name brief is_0 is_1 is_2 is_3 says_most_least(people,most,least) says_even(people) axis_votes table_profile
        column_method column_mean column_ever
    """,
    "exercise_takeaway": """
        name brief ask_text hint_write short_text ask_element short_element says_shown(shown,people) says_most(element,count)
    """,
    "take_along": """
        title one_page one_page_letter slides sheets png svg csv plan_csv help making failed more_texts(count)
        slide_part(title,page,pages) workbook_name file_fit file_plan file_deal report example round_on(round,date) largest
        no_gaps gap_says(supplier,customer) trend trend_sides one_round zones next_steps what owner due horizon status element
        side indicator target unit points gain_of(side) counted plan balance vision(vision) next_review(date)
        amounts_in(currency) what_counts no_steps to_fill_in more_steps(count) convention hollow number scores ratings
        raters_of(side) deal deal_title inputs results from_drivers stated_cost felt_cost by_perception tips nothing formula start
        adds takes takes_below result currency exact_note slide_radar(score,side) slide_empty slide_gaps(gaps)
        slide_gaps_many(gap,count) slide_no_gaps slide_plan slide_plan_more(page,pages) slide_course(element,before,after)
        worth_it(unit) not_worth_it(unit,losers) verdict_with(verdict,supplier,customer) fair unfair gain slide_deal(surplus)
        slide_zero slide_no_deal(shortfall) alt_radar alt_gaps alt_waterfall(surplus) alt_course alt_shares alt_table(name)
    """,
}
KEYS: Final[dict[str, dict[str, set[str]]]] = {
    page: {key: set(filled.split(",")) if filled else set() for key, filled in re.findall(r"([\w-]+)(?:\(([\w,]+)\))?", words)}
    for page, words in _WORDS.items()
}
"""What each text must hold in braces, by page and key."""
