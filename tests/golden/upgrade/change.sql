-- The application's own SQL; nothing in it is touched: {{change}}
ALTER TABLE orders RENAME COLUMN note TO remark;
UPDATE orders SET remark = 'two
	lines' WHERE id = 0;
