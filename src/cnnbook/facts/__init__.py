"""What each chapter's text says about its own numbers: checked here, and handed to the text.

A module for each chapter, called by the chapter's hidden cell with the variables of the cells that
readers see. ``facts`` asserts all that the text claims and answers with the values that it names;
where a statement has two wordings, with what decides between them. No sentence stands here.
"""
