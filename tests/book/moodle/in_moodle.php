<?php
// Imports a file with Moodle's own importer into a course of its own, tells as JSON what Moodle made
// of it and what it gives back when it exports it, and deletes the course.
//
//     php in_moodle.php MOODLE_DIR FILE.xml
//
// Moodle 4: from 5 on, questions are no longer a course's own.

define('CLI_SCRIPT', true);
[, $folder, $file] = $argv;
require("$folder/config.php");
require_once("$CFG->libdir/questionlib.php");
require_once("$CFG->dirroot/course/lib.php");
require_once("$CFG->dirroot/question/editlib.php");
require_once("$CFG->dirroot/question/format.php");
require_once("$CFG->dirroot/question/format/xml/format.php");
require_once("$CFG->dirroot/question/engine/lib.php");

\core\session\manager::set_user(get_admin());
$name = 'book' . random_string(12);
$course = create_course((object) ['fullname' => $name, 'shortname' => $name, 'category' => 1]);
try {
    $context = context_course::instance($course->id);
    $told = import($file, $course, $context);
    $told['questions'] = array_map('made', questions_of($context));
    $told['tries'] = array_map(fn($one) => tried($one->id, $context), questions_of($context));
    $told['exported'] = exported($course, $context);
} finally {
    delete_course($course, false);
}
fwrite(STDOUT, "\n" . json_encode($told, JSON_THROW_ON_ERROR));

/** What the importer says: nothing, if all is well. */
function import(string $file, stdClass $course, context $context): array {
    $format = new qformat_xml();
    $format->setContexts([$context]);
    $format->setCategory(question_make_default_categories([$context]));
    $format->setCourse($course);
    $format->setFilename($file);
    $format->setRealfilename(basename($file));
    $format->setMatchgrades('error');
    $format->setCatfromfile(true);
    $format->setContextfromfile(true);
    $format->setStoponerror(true);
    ob_start();
    $taken = $format->importpreprocess() && $format->importprocess() && $format->importpostprocess();
    return ['taken' => $taken, 'said' => ob_get_clean()];
}

/** Those of a context, in the order in which they were made. */
function questions_of(context $context): array {
    global $DB;
    return array_values($DB->get_records_sql(
        'SELECT q.id, e.idnumber, c.id AS category
           FROM {question} q
           JOIN {question_versions} v ON v.questionid = q.id
           JOIN {question_bank_entries} e ON e.id = v.questionbankentryid
           JOIN {question_categories} c ON c.id = e.questioncategoryid
          WHERE c.contextid = ? ORDER BY q.id', [$context->id]));
}

/** A question as Moodle's database has it. */
function made(stdClass $found): array {
    $one = question_bank::load_question($found->id);
    $answers = array_map(fn($answer) => [
        'text' => $answer->answer, 'fraction' => (float) $answer->fraction,
        'feedback' => $answer->feedback,
        'files' => files($one, 'answer', $answer->id) + files($one, 'answerfeedback', $answer->id),
    ], array_values($one->answers));
    return [
        'idnumber' => $found->idnumber, 'name' => $one->name, 'type' => $one->get_type_name(),
        'category' => path($found->category), 'statement' => $one->questiontext,
        'solution' => $one->generalfeedback, 'answers' => $answers,
        'hints' => array_map(fn($hint) => $hint->hint, array_values($one->hints)),
        'tags' => array_values(core_tag_tag::get_item_tags_array('core_question', 'question', $one->id)),
        'penalty' => (float) $one->penalty, 'shuffled' => (bool) $one->shuffleanswers,
        'files' => files($one, 'questiontext', $one->id) + files($one, 'generalfeedback', $one->id),
    ];
}

/** The names of the categories around it, from the outermost. */
function path(int $id): array {
    global $DB;
    $category = $DB->get_record('question_categories', ['id' => $id]);
    return $category->parent ? [...path($category->parent), $category->name] : [];
}

/** By name, what kind of a file each is. */
function files(question_definition $one, string $area, int $item): array {
    $found = [];
    $all = get_file_storage()->get_area_files($one->contextid, 'question', $area, $item, 'id', false);
    foreach ($all as $file) {
        $found[$file->get_filename()] = $file->get_mimetype();
    }
    return $found;
}

/** A wrong answer and then the right one, to a question that lets its reader try again. */
function tried(int $id, context $context): array {
    $usage = question_engine::make_questions_usage_by_activity('core_question_preview', $context);
    $usage->set_preferred_behaviour('interactive');
    $slot = $usage->add_question(question_bank::load_question($id), 1);
    $usage->start_question($slot);
    $attempt = $usage->get_question_attempt($slot);
    $question = $attempt->get_question();
    $order = $question->get_order($attempt);
    $right = fn($answer) => $question->answers[$answer]->fraction > 0.5;
    $places = array_keys($order);
    [$good] = array_values(array_filter($places, fn($place) => $right($order[$place])));
    $bad = $good ? 0 : 1;
    $usage->process_action($slot, ['answer' => $bad, '-submit' => 1]);
    $told = [
        'feedback' => $question->answers[$order[$bad]]->feedback,
        'hint' => $attempt->get_applicable_hint()->hint,
        'shown' => $usage->render_question($slot, new question_display_options()),
    ];
    $usage->process_action($slot, ['-tryagain' => 1]);
    $usage->process_action($slot, ['answer' => $good, '-submit' => 1]);
    return $told + ['mark' => (float) $usage->get_question_fraction($slot)];
}

/** All, as Moodle writes them. */
function exported(stdClass $course, context $context): string {
    $format = new qformat_xml();
    $format->setCourse($course);
    $format->setContexts([$context]);
    $format->setCattofile(true);
    $format->setContexttofile(false);
    $top = question_get_top_category($context->id, true);
    $format->setCategory($top);
    $questions = [];
    foreach (questions_of($context) as $one) {
        $questions[] = question_bank::load_question_data($one->id);
    }
    $format->setQuestions($questions);
    ob_start();
    try {
        return $format->exportprocess();
    } finally {
        ob_end_clean();
    }
}
